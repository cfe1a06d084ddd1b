package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"floorwalker/bench"
)

// printFigures prints figures that have a budget one a line, and the others as
// tables; what old says of the same figure is beside it.
func printFigures(out io.Writer, figures []bench.Figure, old map[string]float64) error {
	for len(figures) > 0 {
		n := sameKind(figures)
		w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		if figures[0].Size == 0 {
			printLines(w, figures[:n], old)
		} else {
			printTable(w, figures[:n], old)
		}
		if err := w.Flush(); err != nil {
			return err
		}
		figures = figures[n:]
	}
	return nil
}

// sameKind is how many of the figures are of one table, or of none.
func sameKind(figures []bench.Figure) (n int) {
	first := figures[0]
	for n < len(figures) && (figures[n].Size == 0) == (first.Size == 0) && (first.Size == 0 || figures[n].Part == first.Part) {
		n++
	}
	return n
}

func printLines(w io.Writer, figures []bench.Figure, old map[string]float64) {
	for _, f := range figures {
		fmt.Fprintf(w, "%s\t%s\t%.4g %s\t%s\t%s\n", f.Part, f.Name, f.Value, f.Unit, budgetOf(f), ratio(f, old))
	}
}

// printTable has a line for each size and a column for each name.
func printTable(w io.Writer, figures []bench.Figure, old map[string]float64) {
	size := figures[0].Size
	fmt.Fprint(w, figures[0].Part)
	for _, f := range figures {
		if f.Size == size {
			fmt.Fprintf(w, "\t%s, %s", f.Name, f.Unit)
		}
	}
	for i, f := range figures {
		if i == 0 || f.Size != figures[i-1].Size {
			fmt.Fprintf(w, "\n%s", grouped(f.Size))
		}
		fmt.Fprintf(w, "\t%.4g %s", f.Value, ratio(f, old))
	}
	fmt.Fprint(w, "\n\n")
}

// ratio is how a figure compares with the one before; empty if that is not known.
func ratio(f bench.Figure, old map[string]float64) string {
	before, ok := old[key(f)]
	if !ok || before == 0 {
		return ""
	}
	return fmt.Sprintf("x %.2f", f.Value/before)
}

func budgetOf(f bench.Figure) string {
	if !f.Bound() {
		return ""
	}
	bound := "at most"
	if f.AtLeast {
		bound = "at least"
	}
	verdict := "kept"
	if !f.Kept() {
		verdict = "MISSED"
	}
	return fmt.Sprintf("%s %g: %s", bound, f.Budget, verdict)
}
