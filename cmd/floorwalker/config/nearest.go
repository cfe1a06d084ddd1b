package config

// nearest is the known name closest to a mistyped one; empty if none is close:
// a suggestion that cannot be meant only misleads.
func nearest(name string, known []string) string {
	best, least := "", len([]rune(name))/3+2
	for _, k := range known {
		if d := distance([]rune(name), []rune(k)); d < least && k != name {
			best, least = k, d
		}
	}
	return best
}

// distance is the number of single-letter changes between two names
// (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
