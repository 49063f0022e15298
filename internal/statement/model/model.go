package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// Model marks attributions in texts. It never changes and is safe for concurrent use.
type Model struct {
	Examples int     // how many texts it was trained on
	Scale    float64 // what one unit of a packed weight is worth

	weights map[string][labels]int8
	steps   [labels + 1][labels]float64
}

// Mark finds the attributions of a text, in its order. Spans are bytes of the text.
func (m *Model) Mark(text string) []statement.Mark {
	var out []statement.Mark
	var shown []string
	for _, tokens := range paragraphs(text) {
		found := decode(len(tokens), func(i int) weights {
			shown = features(tokens, i, shown)
			return m.score(shown)
		}, m.steps)
		out = append(out, join(tokens, segments(found))...)
	}
	for i := range out {
		for _, spans := range [][]statement.Span{out[i].Source, out[i].Cue, out[i].Content} {
			for k, s := range spans {
				spans[k].Text = text[s.Start:s.End]
			}
		}
	}
	return out
}

func (m *Model) score(shown []string) (w weights) {
	for _, f := range shown {
		if packed, ok := m.weights[f]; ok {
			for k := range w {
				w[k] += float64(packed[k]) * m.Scale
			}
		}
	}
	return w
}

// Hash is the SHA-256 of the model's file: what names it on a proposal.
func (m *Model) Hash() string {
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		return ""
	}
	sum := sha256.Sum256(b.Bytes())
	return hex.EncodeToString(sum[:])
}

const magic = "charterwatch attribution model 1\n"

// Write writes the model: the line that names the format, how many examples it saw, the scale,
// the steps, and the features in order, each with its length, its text and a byte a label.
func (m *Model) Write(w io.Writer) error {
	var b bytes.Buffer
	b.WriteString(magic)
	number := func(v uint64) { b.Write(binary.AppendUvarint(nil, v)) }
	number(uint64(m.Examples))
	number(math.Float64bits(m.Scale))
	for _, row := range m.steps {
		for _, v := range row {
			number(math.Float64bits(v))
		}
	}
	names := make([]string, 0, len(m.weights))
	for f := range m.weights {
		names = append(names, f)
	}
	slices.Sort(names)
	number(uint64(len(names)))
	for _, f := range names {
		number(uint64(len(f)))
		b.WriteString(f)
		packed := m.weights[f]
		for _, v := range packed {
			b.WriteByte(byte(v))
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// The most that a model file may hold: a hundred times what two hundred articles give.
const (
	maxFeatures = 20_000_000
	maxFeature  = 4096 // bytes
)

// Read reads what Write wrote. The error says at which byte it is damaged.
func Read(data []byte) (*Model, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok {
		return nil, errors.New("read model: it does not begin as one")
	}
	m := &Model{weights: map[string][labels]int8{}}
	bad := func() error {
		return fmt.Errorf("read model: damaged or cut at byte %d", len(data)-len(rest))
	}
	number := func() (uint64, bool) {
		v, n := binary.Uvarint(rest)
		if n <= 0 {
			return 0, false
		}
		rest = rest[n:]
		return v, true
	}
	examples, ok := number()
	scale, ok2 := number()
	if !ok || !ok2 || examples > math.MaxInt32 {
		return nil, bad()
	}
	m.Examples, m.Scale = int(examples), math.Float64frombits(scale)
	finite := !math.IsNaN(m.Scale) && !math.IsInf(m.Scale, 0)
	for i := range m.steps {
		for k := range m.steps[i] {
			v, ok := number()
			if !ok {
				return nil, bad()
			}
			m.steps[i][k] = math.Float64frombits(v)
			finite = finite && !math.IsNaN(m.steps[i][k]) && !math.IsInf(m.steps[i][k], 0)
		}
	}
	n, ok := number()
	if !ok || n > maxFeatures || !finite {
		return nil, bad()
	}
	for range n {
		size, ok := number()
		if !ok || size > maxFeature || uint64(len(rest)) < size+uint64(labels) {
			return nil, bad()
		}
		var packed [labels]int8
		for k := range packed {
			packed[k] = int8(rest[size+uint64(k)])
		}
		m.weights[string(rest[:size])] = packed
		rest = rest[size+uint64(labels):]
	}
	if len(rest) > 0 {
		return nil, bad()
	}
	return m, nil
}
