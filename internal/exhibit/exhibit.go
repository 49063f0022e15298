package exhibit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/release"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// Format names the layout of the files; it changes when a verifier must know of it.
const Format = "charterwatch exhibit 1"

// Input is everything that an exhibit is made of. Build asks nobody else.
type Input struct {
	View       operation.View
	Documents  []document.Document   // those of the view, with Text and Raw
	Statements []statement.Statement // those of the view, edits applied
	Decisions  map[string]string     // statement ID to the verdict in force
	Traces     map[string][]byte     // SHA-256 of a trace file to its bytes as stored
	Extracts   map[Whole][]byte      // in place of a file that holds other aircraft too: see Extract
	Records    []Proved              // those that Bearing picks
	Checkpoint []byte                // signed note over the log
	Verifier   string                // the log's verifier key
	Version    string                // of the program

	Facts  []int             // those of the whole sheet to show, ascending; none shows all
	Moment *operation.Moment // where each aircraft was at a minute; nil where nobody asked
	Stamps []Stamp           // what others attest of Checkpoint
}

// Proved is a record with its path to the root of the checkpoint.
type Proved struct {
	ledger.Record
	Path [][32]byte
}

// File is one file of an exhibit. Its name is relative, with slashes.
type File struct {
	Name string
	Data []byte
}

// Build makes the files of an exhibit, ordered by name. The same input gives the same bytes;
// the order of documents, statements and records does not matter.
func Build(in Input) ([]File, error) {
	b, err := newBuilder(in)
	if err != nil {
		return nil, fmt.Errorf("exhibit of %s: %w", in.View.Operation.Slug, err)
	}
	for _, step := range []func() error{b.evidence, b.gather, func() (err error) { b, err = b.choose(); return err },
		func() error { return b.proofs() }, func() error { return b.stamps() }, func() error { return b.pages() }} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("exhibit of %s: %w", in.View.Operation.Slug, err)
		}
	}
	return b.summed(), nil
}

// Fingerprint is the SHA-256 of SHA256SUMS: it stands for every byte of the exhibit.
func Fingerprint(files []File) string {
	for _, f := range files {
		if f.Name == sumsName {
			return sum(f.Data)
		}
	}
	return ""
}

const sumsName = "SHA256SUMS"

// builder gathers files and what facts are looked up in.
type builder struct {
	in         Input
	files      map[string][]byte
	documents  map[string]document.Document
	statements map[string]statement.Statement
	captures   map[string]int64 // document ID to the place of its record
	legs       map[string]int64 // leg ID likewise
	traces     map[string]trace // by SHA-256, an extract by its name
	extracts   map[Whole]string // names of files
	facts      []Fact
	narrowed   bool
	whole      int // facts of the whole sheet, of which a person chose; 0 where all are shown
	moments    []Moment
	attested   []Attested
	checkpoint verify.Checkpoint
}

func newBuilder(in Input) (*builder, error) {
	b := &builder{
		in: in, files: map[string][]byte{}, documents: map[string]document.Document{}, statements: map[string]statement.Statement{},
		captures: map[string]int64{}, legs: map[string]int64{}, traces: map[string]trace{}, extracts: map[Whole]string{},
	}
	b.in.Records = slices.Clone(in.Records)
	slices.SortFunc(b.in.Records, func(x, y Proved) int { return int(x.Seq - y.Seq) })
	b.in.Documents = slices.Clone(in.Documents)
	slices.SortFunc(b.in.Documents, func(x, y document.Document) int { return strings.Compare(x.ID, y.ID) })
	for _, d := range b.in.Documents {
		b.documents[d.ID] = d
	}
	for _, s := range in.Statements {
		b.statements[s.ID] = s
	}
	var err error
	b.checkpoint, err = verify.Open(in.Checkpoint, in.Verifier)
	return b, err
}

// evidence puts the bytes that facts rest on under raw/ and text/, each named by its hash and
// named by a record.
func (b *builder) evidence() error {
	if err := b.readRecords(); err != nil {
		return err
	}
	if err := b.nobody(); err != nil {
		return err
	}
	for _, d := range b.in.Documents {
		if err := document.Verify(d); err != nil {
			return fmt.Errorf("document %s: %w", d.ID, err)
		}
		if sum(d.Raw) != d.RawHash {
			return fmt.Errorf("document %s: its bytes are not at hand or do not hash to %s: run charterwatch ledger check", d.ID, d.RawHash)
		}
		if _, ok := b.captures[d.ID]; !ok {
			return fmt.Errorf("document %s: no record in the checkpoint is of this reading: run the command again", d.ID)
		}
		b.files[rawName(d.RawHash)] = d.Raw
		b.files[textName(d.TextHash)] = []byte(d.Text)
	}
	for _, row := range b.in.View.Seen {
		if _, ok := b.legs[row.Leg.ID]; !ok {
			return fmt.Errorf("leg %[1]s: no record holds this version of it: a later scan changed it; charterwatch operation detach and attach it again", row.Leg.ID)
		}
		for _, s := range row.Leg.Sources {
			if x, ok := b.in.Extracts[Whole{s.Member.Hash, row.Leg.Hex}]; ok {
				if err := b.extract(s.Member.Hash, row.Leg.Hex, x); err != nil {
					return fmt.Errorf("leg %s: %s: %w", row.Leg.ID, s.Member.Name, err)
				}
				continue
			}
			raw := b.in.Traces[s.Member.Hash]
			if sum(raw) != s.Member.Hash {
				return fmt.Errorf("leg %s: %s, which it was read from, is not at hand: run charterwatch ledger check", row.Leg.ID, s.Member.Name)
			}
			b.files[rawName(s.Member.Hash)] = raw
			if _, ok := b.traces[s.Member.Hash]; !ok {
				b.traces[s.Member.Hash] = readTrace(raw)
			}
		}
	}
	return nil
}

// nobody refuses to give away who a returnee is: a title of ours, or a document whose text
// puts a named person on a flight. The captured bytes stay as they are in the workspace.
func (b *builder) nobody() error {
	if found := release.CheckPersons(b.in.View.Operation.Title + "\n" + b.in.View.Operation.Reconstruction); len(found) > 0 {
		return fmt.Errorf("the operation's title holds %s: name it by place and day", found[0].Kind)
	}
	if len(b.in.Facts) > 0 && !b.narrowed {
		return nil // looked at when it is known which documents go in
	}
	for _, d := range b.in.Documents {
		if found := release.Identifies(d.Text); len(found) > 0 {
			return fmt.Errorf("document %s holds %s, and an exhibit gives away its bytes: choose facts that do not rest on it with --facts, or detach it and keep it sealed", d.ID, found[0].Kind)
		}
	}
	return nil
}

// readRecords finds the record of each document and leg, and the edited statements that a
// decision names by hash.
func (b *builder) readRecords() error {
	for _, r := range b.in.Records {
		switch r.Type {
		case "capture":
			var f struct {
				Document document.Document `json:"document"`
			}
			if err := ledger.Fact(r.Body, &f); err != nil {
				return err
			}
			if d, ok := b.documents[r.ID]; ok && f.Document.RawHash == d.RawHash && f.Document.TextHash == d.TextHash {
				b.captures[r.ID] = r.Seq
			}
		case "leg of interest":
			same, err := b.sameLeg(r)
			if err != nil {
				return err
			}
			if same {
				b.legs[r.ID] = r.Seq
			}
		case "decision":
			var f struct {
				Edited string `json:"edited_sha256"`
			}
			if err := ledger.Fact(r.Body, &f); err != nil {
				return err
			}
			if line, err := json.Marshal(b.statements[r.ID]); err == nil && f.Edited == sum(line) {
				b.files[rawName(f.Edited)] = line
			}
		}
	}
	return nil
}

// sameLeg says whether a record holds the leg as the view shows it.
func (b *builder) sameLeg(r Proved) (bool, error) {
	var f struct {
		Leg json.RawMessage `json:"leg"`
	}
	if err := ledger.Fact(r.Body, &f); err != nil {
		return false, err
	}
	for _, row := range b.in.View.Seen {
		if row.Leg.ID != r.ID {
			continue
		}
		shown, err := ledger.Canonical(row.Leg.Leg)
		return bytes.Equal(shown, f.Leg), err
	}
	return false, nil
}

// summed adds SHA256SUMS and returns all files by name.
func (b *builder) summed() []File {
	names := make([]string, 0, len(b.files)+1)
	for name := range b.files {
		names = append(names, name)
	}
	slices.Sort(names)
	var sums strings.Builder
	for _, name := range names {
		fmt.Fprintf(&sums, "%s  %s\n", sum(b.files[name]), name)
	}
	b.files[sumsName] = []byte(sums.String())
	names = append(names, sumsName)
	slices.Sort(names)
	out := make([]File, len(names))
	for i, name := range names {
		out[i] = File{name, b.files[name]}
	}
	return out
}

// Raw bytes have an ending that no browser opens: a captured page may carry scripts.
func rawName(hash string) string  { return "raw/" + hash + ".raw" }
func textName(hash string) string { return "text/" + hash + ".txt" }

// recordName has six digits, so that names stand in the order of the log.
func recordName(seq int64, ending string) string { return fmt.Sprintf("records/%06d.%s", seq, ending) }

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
