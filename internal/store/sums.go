package store

import (
	"sync"
	"unsafe"
)

// sums are the hashes of raw files, each computed once: a file of many aircraft is a
// member of each of them, with the same bytes in memory.
type sums struct {
	mu sync.Mutex
	at map[bytesAt]func() string
}

// bytesAt says which bytes in memory.
type bytesAt struct {
	start *byte
	size  int
}

func newSums() *sums { return &sums{at: map[bytesAt]func() string{}} }

func (s *sums) of(raw []byte) string {
	if len(raw) == 0 {
		return sha256Hex(raw)
	}
	key := bytesAt{unsafe.SliceData(raw), len(raw)}
	s.mu.Lock()
	sum, known := s.at[key]
	if !known {
		sum = sync.OnceValue(func() string { return sha256Hex(raw) })
		s.at[key] = sum
	}
	s.mu.Unlock()
	return sum()
}
