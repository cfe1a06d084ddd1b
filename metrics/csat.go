package metrics

// CSATFigure is satisfaction (R34): satisfied are 4 and 5, dissatisfied 1 and 2,
// neutral stands in the denominator only.
type CSATFigure struct {
	Rated           int     `json:"rated"`
	Satisfied       int     `json:"satisfied"`
	Neutral         int     `json:"neutral"`
	Dissatisfied    int     `json:"dissatisfied"`
	SatisfiedPct    *string `json:"satisfied_pct"`
	DissatisfiedPct *string `json:"dissatisfied_pct"`
}

type csatTally struct{ satisfied, neutral, dissatisfied int }

func (t *csatTally) add(score uint32) {
	switch {
	case score >= 4:
		t.satisfied++
	case score <= 2:
		t.dissatisfied++
	default:
		t.neutral++
	}
}

func (t csatTally) figure() CSATFigure {
	rated := t.satisfied + t.neutral + t.dissatisfied
	return CSATFigure{
		Rated: rated, Satisfied: t.satisfied, Neutral: t.neutral, Dissatisfied: t.dissatisfied,
		SatisfiedPct: ratio(t.satisfied, rated), DissatisfiedPct: ratio(t.dissatisfied, rated),
	}
}
