package desk

// proof is the id of a command whose event has come.
type proof string

// Done hears that the event which proves a command has come: its answer, if it
// still does, says nothing new, and the journal lets go of it. It never blocks.
func (d *Desk) Done(id string) {
	_ = d.put(proof(id)) // after Close nobody wants to know
}

func (d *Desk) proven(p proof) {
	if e := d.ledger.byID[string(p)]; e != nil {
		d.forget(e)
	}
}
