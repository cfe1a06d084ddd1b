package twin

import (
	"fmt"
	"sort"
)

// percent is a share with two decimals, cut and not rounded (R26); nil, shown
// as "--", of nothing (R25).
func percent(part, whole int64) any {
	if whole == 0 {
		return nil
	}
	p := part * 10000 / whole
	return fmt.Sprintf("%d.%02d", p/100, p%100)
}

// spread summarises durations: the mean rounded up to the millisecond (R26),
// percentiles by nearest rank (R32).
func spread(samples []int64) map[string]any {
	out := map[string]any{
		"n": int64(len(samples)), "sum_ms": int64(0),
		"mean_ms": nil, "p50_ms": nil, "p90_ms": nil, "max_ms": nil,
	}
	if len(samples) == 0 {
		return out
	}
	sum := int64(0)
	for _, s := range samples {
		sum += s
	}
	n := int64(len(samples))
	out["sum_ms"] = sum
	out["mean_ms"] = (sum + n - 1) / n
	out["p50_ms"] = nearestRank(samples, 50)
	out["p90_ms"] = nearestRank(samples, 90)
	out["max_ms"] = nearestRank(samples, 100)
	return out
}

// nearestRank is the smallest sample that at least p percent do not exceed.
func nearestRank(samples []int64, p int) int64 {
	sorted := append([]int64(nil), samples...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i] < sorted[j] })
	rank := (p*len(sorted) + 99) / 100
	return sorted[max(rank, 1)-1]
}
