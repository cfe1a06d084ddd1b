package metrics

import "iter"

// blockRows are read one after the other: memory is fast in order.
const blockRows = 64

// scattered goes through 0 to n-1 in blocks that do not follow each other. The
// first rows of a list are picked by keeping the best so far: rows that happen
// to lie with the best last would each push one out.
func scattered(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		blocks := (n + blockRows - 1) / blockRows
		stride := strideOf(blocks)
		for k, block := 0, 0; k < blocks; k, block = k+1, (block+stride)%blocks {
			for i := block * blockRows; i < min(n, (block+1)*blockRows); i++ {
				if !yield(i) {
					return
				}
			}
		}
	}
}

// strideOf is a step with which every one of n is met, far from 1 and from n.
func strideOf(n int) int {
	stride := n*5/8 | 1
	for gcd(stride, n) != 1 {
		stride++
	}
	return stride
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
