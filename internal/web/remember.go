package web

import (
	"context"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/charterwatch/charterwatch/internal/store"
)

// remembered keeps answers while nothing was recorded: every page is made of what the log
// accounts for, of its address and of the hour, so that the same question has the same answer
// until one of them changes. Many readers who ask at once wait for one answer.
type remembered struct {
	mu      sync.Mutex
	size    int64 // of the log
	hour    time.Time
	bytes   int
	answers map[string]*remember
}

// remember is one answer, or one that is being made.
type remember struct {
	done   chan struct{}
	ok     bool // it was whole and is kept
	header http.Header
	body   []byte
}

// rememberBytes is how much is kept at the most: some thousand pages.
const rememberBytes = 96 << 20

// unfinished is the key of a context value that tells that a page says less than it will.
type unfinished struct{}

// leaves marks the answer that is being made as one that the next request completes.
func leaves(ctx context.Context) {
	if b, ok := ctx.Value(unfinished{}).(*bool); ok {
		*b = true
	}
}

// remembering answers from what is kept.
func (p *pages) remembering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || strings.HasPrefix(r.URL.Path, "/assets/") || strings.HasSuffix(r.URL.Path, "/bytes") || strings.HasSuffix(r.URL.Path, "/picture") {
			next.ServeHTTP(w, r)
			return
		}
		size, err := p.keep.Size(r.Context())
		if err != nil { // the page says what is wrong
			next.ServeHTTP(w, r)
			return
		}
		a, mine := p.remembered.of(r.URL.RequestURI(), size, p.Now().UTC().Truncate(time.Hour))
		if !mine {
			select {
			case <-a.done:
			case <-r.Context().Done():
			}
			if !a.kept() {
				next.ServeHTTP(w, r)
				return
			}
			maps.Copy(w.Header(), a.header)
			_, _ = w.Write(a.body)
			return
		}
		part := false
		took := &taking{ResponseWriter: w, code: http.StatusOK}
		defer func() { p.remembered.made(r.URL.RequestURI(), a, took, part) }()
		next.ServeHTTP(took, r.WithContext(context.WithValue(r.Context(), unfinished{}, &part)))
	})
}

// of is the answer to an address, and whether the asker has to make it.
func (m *remembered) of(address string, size int64, hour time.Time) (a *remember, mine bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.answers == nil || m.size != size || !m.hour.Equal(hour) || m.bytes > rememberBytes {
		m.answers, m.size, m.hour, m.bytes = map[string]*remember{}, size, hour, 0
	}
	if a, ok := m.answers[address]; ok {
		return a, false
	}
	a = &remember{done: make(chan struct{})}
	m.answers[address] = a
	return a, true
}

// made keeps a whole answer; of any other only those who wait for it learn that it was none.
func (m *remembered) made(address string, a *remember, t *taking, part bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer close(a.done)
	if t.code == http.StatusOK && t.wrote && !part {
		a.ok, a.header, a.body = true, t.Header().Clone(), t.body
		m.bytes += len(a.body)
	} else if m.answers[address] == a {
		delete(m.answers, address)
	}
}

func (a *remember) kept() bool {
	select {
	case <-a.done:
		return a.ok
	default:
		return false
	}
}

// taking writes an answer on and keeps a copy.
type taking struct {
	http.ResponseWriter
	code  int
	wrote bool
	body  []byte
}

func (t *taking) WriteHeader(code int) {
	t.code = code
	t.ResponseWriter.WriteHeader(code)
}

func (t *taking) Write(b []byte) (int, error) {
	t.wrote = true
	t.body = append(t.body, b...)
	return t.ResponseWriter.Write(b)
}

// counting is an archive that counts once for each size of the log: counting a full workspace
// reads all of it.
type counting struct {
	archive
	mu     sync.Mutex
	size   int64
	counts *store.Counts
}

// Counts is that of the store, remembered.
func (c *counting) Counts(ctx context.Context) (store.Counts, error) {
	size, err := c.Size(ctx)
	if err != nil {
		return store.Counts{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts != nil && c.size == size {
		return *c.counts, nil
	}
	counts, err := c.archive.Counts(ctx)
	if err == nil {
		c.size, c.counts = size, &counts
	}
	return counts, err
}
