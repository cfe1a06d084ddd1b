package metrics

// Policy is the rules a floor is judged by.
type Policy struct {
	Zone Zone
}

// DefaultPolicy is every platform's preset.
func DefaultPolicy() *Policy { return &Policy{Zone: Shanghai} }
