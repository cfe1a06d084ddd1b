package live

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"time"

	"github.com/go-json-experiment/json"

	"floorwalker/metrics"
)

// Saved is a floor's checkpoint with where its stream stood: what a restart
// begins with instead of the whole history.
type Saved struct {
	Stream  string    `json:"stream"`
	Created time.Time `json:"created"` // of the stream: one made anew is another
	Filters []string  `json:"filters"`
	After   uint64    `json:"after"` // read on behind this sequence; much of it is told twice
	Known   uint64    `json:"known"` // up to here all is known but the last words of those who wait
	// KnownSince is since when the floor knows everything; zero: the stream's beginning.
	KnownSince metrics.Time `json:"known_since"`
	Behind     []Behind     `json:"behind,omitempty"` // history that it does not know yet

	Facts []byte `json:"-"` // of metrics.Checkpoint
}

// Resume has f go on from where the floor stood; words says whether it must read
// the last words again, which takes longer. It returns where that is.
func (s *Saved) Resume(f *Follow, words bool) (after uint64) {
	after = s.After
	if !words {
		after = max(after, s.Known)
	}
	f.After, f.Created, f.KnownSince, f.Behind = after, s.Created, s.KnownSince, s.Behind
	return after
}

// ErrDamaged is what a checkpoint file that is not whole is refused with.
var ErrDamaged = errors.New("the checkpoint file is damaged")

// savedMagic begins the file. The number changes with its form.
const savedMagic = "floorwalker checkpoint 1\n"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Write replaces the file of the name, or leaves it as it was: readable by its
// owner alone, because it names buyers.
func (s *Saved) Write(name string) error {
	head, err := json.Marshal(s)
	if err != nil {
		return err
	}
	b := binary.AppendUvarint([]byte(savedMagic), uint64(len(head)))
	b = append(append(b, head...), s.Facts...)
	b = binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
	return replaceFile(name, b)
}

func replaceFile(name string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".checkpoint-*") // made 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// ReadSaved reads the file of the name. It fails with fs.ErrNotExist or
// ErrDamaged; either way the history must be read from its beginning.
func ReadSaved(name string) (*Saved, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	s, err := parseSaved(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

func parseSaved(b []byte) (*Saved, error) {
	body := len(b) - 4
	if body < len(savedMagic) || !bytes.HasPrefix(b, []byte(savedMagic)) ||
		crc32.Checksum(b[:body], castagnoli) != binary.LittleEndian.Uint32(b[body:]) {
		return nil, ErrDamaged
	}
	b = b[len(savedMagic):body]
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return nil, ErrDamaged
	}
	s := &Saved{Facts: b[size+int(n):]}
	if err := json.Unmarshal(b[size:size+int(n)], s); err != nil {
		return nil, ErrDamaged
	}
	return s, nil
}
