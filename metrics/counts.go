package metrics

// ReportCounts is how the events were received. These counters are history:
// they stand outside the rule that figures depend on the set of events alone.
type ReportCounts struct {
	Lines       int `json:"lines"`
	Malformed   int `json:"malformed"`
	Duplicates  int `json:"duplicates"`
	Conflicts   int `json:"conflicts"`   // same id, other content (R21)
	Future      int `json:"future"`      // held back until now reaches them (R23)
	LateIngest  int `json:"late_ingest"` // beyond the ingest cutoff
	Quarantined int `json:"quarantined"` // dated far ahead of their reception (R23)
	Events      int `json:"events"`      // distinct events kept
}
