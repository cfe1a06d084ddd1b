package metrics

// sieve tells in which runs a name may lie, in four reads of memory however many
// runs there are: rows of a bit for each run, and a name has four of them. One run
// in some four hundred is named in error.
type sieve struct {
	bits    []uint64 // a row after the other
	width   int      // words of a row
	shift   uint     // by which a product of a hash becomes the number of a row
	columns int      // that were ever given to a run
	free    []int    // that were given back
	found   sieveRow // scratch
}

// sieveRow has a bit for each run.
type sieveRow []uint64

func (r sieveRow) has(column int) bool { return r[column/64]>>(column%64)&1 != 0 }

// sieveRows are odd, so that their products with a hash spread as hashes do.
var sieveRows = [...]uint32{0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f}

// column makes room for a run. names is about how many a run will have at most.
func (s *sieve) column(names int) int {
	if n := len(s.free); n > 0 {
		c := s.free[n-1]
		s.free = s.free[:n-1]
		return c
	}
	if s.shift == 0 {
		for s.shift = 32; 1<<(32-s.shift) < 16*names; {
			s.shift--
		}
	}
	if s.columns == 64*s.width {
		s.widen()
	}
	s.columns++
	return s.columns - 1
}

// widen makes room for 64 more runs.
func (s *sieve) widen() {
	wide := make([]uint64, (s.width+1)<<(32-s.shift))
	for row := range 1 << (32 - s.shift) {
		copy(wide[row*(s.width+1):], s.bits[row*s.width:(row+1)*s.width])
	}
	s.bits, s.width = wide, s.width+1
	s.found = make(sieveRow, s.width)
}

// set notes that a run has a name.
func (s *sieve) set(column int, hash uint32) {
	for _, odd := range sieveRows {
		s.bits[s.rowAt(hash, odd)+column/64] |= 1 << (column % 64)
	}
}

func (s *sieve) rowAt(hash, odd uint32) int { return int(hash*odd>>s.shift) * s.width }

// row has the bits of the runs that may have a name. It holds until the next is
// asked for.
func (s *sieve) row(hash uint32) sieveRow {
	for i := range s.found {
		s.found[i] = ^uint64(0)
		for _, odd := range sieveRows {
			s.found[i] &= s.bits[s.rowAt(hash, odd)+i]
		}
	}
	return s.found
}

// sieved are the rows of one run, a bit each.
type sieved []uint64

func (s *sieve) sieved() sieved { return make(sieved, max(1, 1<<(32-s.shift)/64)) }

func (b sieved) set(s *sieve, hash uint32) {
	for _, odd := range sieveRows {
		row := hash * odd >> s.shift
		b[row/64] |= 1 << (row % 64)
	}
}

// fill writes the rows of up to 64 runs whose columns share a word: in order, as
// noting one name after the other would wait for memory each time.
func (s *sieve) fill(word int, of *[64]sieved) {
	var square [64]uint64
	for i := range 1 << (32 - s.shift) / 64 {
		for c, b := range of {
			square[c] = 0
			if b != nil {
				square[c] = b[i]
			}
		}
		transpose(&square)
		for k, bits := range square {
			s.bits[(64*i+k)*s.width+word] |= bits
		}
	}
}

// transpose turns rows of bits into columns: by halves, quarters and so on.
func transpose(square *[64]uint64) {
	mask := uint64(1)<<32 - 1
	for half := 32; half > 0; half /= 2 {
		for k := 0; k < 64; k = (k + half + 1) &^ half {
			swap := (square[k]>>half ^ square[k+half]) & mask
			square[k] ^= swap << half
			square[k+half] ^= swap
		}
		mask ^= mask << (half / 2)
	}
}

// drop takes a run's bits away, for another run.
func (s *sieve) drop(column int) {
	for at := column / 64; at < len(s.bits); at += s.width {
		s.bits[at] &^= 1 << (column % 64)
	}
	s.free = append(s.free, column)
}
