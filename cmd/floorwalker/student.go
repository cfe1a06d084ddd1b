package main

import "math"

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

// interval95 is half of the 95 % interval of the mean of xs, two or more of
// them, by Student's t.
func interval95(xs []float64) float64 {
	m, squares := mean(xs), 0.0
	for _, x := range xs {
		squares += (x - m) * (x - m)
	}
	n := float64(len(xs))
	return studentT(len(xs)-1) * math.Sqrt(squares/(n-1)/n)
}

// studentTable is the 97.5 % point of Student's t for 1 to 10 degrees of
// freedom.
var studentTable = [...]float64{12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281}

// studentT is the 97.5 % point of Student's t; beyond the table by the expansion
// of Cornish and Fisher, which is right to four digits there.
func studentT(freedom int) float64 {
	if freedom <= len(studentTable) {
		return studentTable[freedom-1]
	}
	const z = 1.959964
	n := float64(freedom)
	return z + (z*z*z+z)/(4*n) + (5*math.Pow(z, 5)+16*z*z*z+3*z)/(96*n*n) +
		(3*math.Pow(z, 7)+19*math.Pow(z, 5)+17*z*z*z-15*z)/(384*n*n*n)
}
