package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/crypto/scrypt"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/operation"
)

// documentForm is what the identifier of a document looks like.
var documentForm = regexp.MustCompile(`^d-[0-9a-f]{16}$`)

// Parameters of mark: 32 MB and about a tenth of a second for each guess.
const (
	markN    = 1 << 15
	markR    = 8
	markP    = 1
	markSize = 8
)

// mark is what an erased document is called: e-… and 16 digits. Its identifier was 64 bits of
// the hash of its bytes, by which a guess of a short text could be confirmed in no time. The
// mark is a slow hash of it, different in each workspace: the document is still known when
// somebody asks for it or wants to read it again, and each guess costs memory and time.
func mark(ctx context.Context, q queryer, id string) (string, error) {
	keys, err := logKeys(ctx, q)
	if err != nil {
		return "", err
	}
	sum, err := scrypt.Key([]byte(id), []byte("charterwatch erasure v1\n"+keys.First), markN, markR, markP, markSize)
	if err != nil {
		return "", fmt.Errorf("mark of %s: %w", id, err)
	}
	return fmt.Sprintf("e-%x", sum), nil
}

// leftOver is a record of which a part was destroyed: the hash of the body that is left.
type leftOver struct {
	Record int64  `json:"record"`
	SHA256 string `json:"sha256"`
}

// quotes is what an erasure has to take out of records that stay.
type quotes struct {
	records   []quoteRecord
	elsewhere []string
	replace   *strings.Replacer // identifiers of what is erased by its mark
}

type quoteRecord struct {
	leftOver
	typ, id, body string
	edited        string // of a decision: the edited statement, where it names what is erased
}

// freeText are the fields of facts that people write.
var freeText = []string{"note", "reason", "why", "evidence", "known", "title"}

// gone stands where a text was.
const gone = "(erased)"

// quoting finds the records that name the erased document or a statement of it, hold one of
// words, or quote it: five words in a row, or a passage between quotation marks.
func (w *writing) quoting(id string, f erasureFact, statements, words []string) (quotes, error) {
	if f.Raw {
		return quotes{}, nil
	}
	pairs := []string{id, f.ID}
	for _, s := range statements {
		pairs = append(pairs, s, f.ID)
	}
	q := quotes{replace: strings.NewReplacer(pairs...)}
	p, err := w.passages(f, words)
	if err != nil {
		return q, err
	}
	edited := map[int64]string{} // of statements that another document has too
	err = each(w.ctx, w, `SELECT seq, edited FROM decisions WHERE edited LIKE $1`, []any{"%" + id + "%"}, func(scan func(...any) error) error {
		var seq int64
		var text string
		err := scan(&seq, &text)
		edited[seq] = q.replace.Replace(text)
		return err
	})
	if err != nil {
		return q, err
	}
	err = each(w.ctx, w, `SELECT seq, type, id, body FROM records WHERE body <> '' AND type IN
		('attachment', 'detachment', 'decision', 'ruling', 'answer', 'verdict', 'joining', 'operation', 'capture') ORDER BY seq`, nil,
		func(scan func(...any) error) error {
			var r quoteRecord
			if err := scan(&r.Record, &r.typ, &r.id, &r.body); err != nil {
				return err
			}
			if slices.Contains(f.Records, r.Record) {
				return nil
			}
			r.edited = edited[r.Record]
			changed, err := r.without(q.replace, p)
			if err != nil || !changed {
				return err
			}
			q.records = append(q.records, r)
			return nil
		})
	if err != nil {
		return q, err
	}
	q.elsewhere, err = w.elsewhere(id, p)
	return q, err
}

// without takes out of a record what is erased and says whether anything was.
func (r *quoteRecord) without(replace *strings.Replacer, p passages) (changed bool, err error) {
	whole := strings.TrimPrefix(r.body, string(ledger.Redacted))
	left := replace.Replace(whole)
	names := left != whole
	var envelope map[string]any
	d := json.NewDecoder(strings.NewReader(left))
	d.UseNumber()
	if err := d.Decode(&envelope); err != nil {
		return false, fmt.Errorf("record %d: %w: run charterwatch ledger check", r.Record, err)
	}
	fact, ok := envelope["fact"].(map[string]any)
	if !ok {
		return false, fmt.Errorf("record %d has no fact: run charterwatch ledger check", r.Record)
	}
	if r.typ != "capture" { // another document is erased by itself
		for _, field := range freeText {
			text, _ := fact[field].(string)
			if strings.TrimSpace(text) != "" && text != gone && (names && r.typ != "operation" || p.in(text)) {
				fact[field], changed = gone, true
			}
		}
	}
	if r.edited != "" {
		fact["edited_sha256"], changed = sha256Hex([]byte(r.edited)), true
	}
	if !changed && !names {
		return false, nil
	}
	body, err := ledger.Canonical(envelope)
	if err != nil {
		return false, err
	}
	r.body, r.id = string(ledger.Redacted)+string(body), replace.Replace(r.id)
	r.SHA256 = sha256Hex([]byte(r.body))
	return true, nil
}

// redact writes what is left of the records, and the rows that follow from it.
func (w *writing) redact(q quotes) error {
	for _, r := range q.records {
		whole, err := recordsFrom(w.ctx, w, r.Record, 1)
		if err != nil || len(whole) != 1 || whole[0].Seq != r.Record {
			return errors.Join(err, fmt.Errorf("record %d is missing: run charterwatch ledger check", r.Record))
		}
		commitment := ledger.Commitment(whole[0])
		err = w.exec(`UPDATE records SET id = $1, salt = $2, body = $3 WHERE seq = $4`, r.id, commitment[:], r.body, r.Record)
		if err == nil {
			err = w.redactRow(r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// redactRow makes the row of a record say what is left of it.
func (w *writing) redactRow(r quoteRecord) error {
	var err error
	switch r.typ {
	case "attachment", "detachment":
		var f attachmentFact
		if err = ledger.Fact([]byte(r.body), &f); err == nil {
			err = w.exec(`UPDATE attachments SET ref = $1 WHERE seq = $2`, f.Ref, r.Record)
		}
	case "ruling":
		var f rulingFact
		if err = ledger.Fact([]byte(r.body), &f); err == nil {
			err = w.exec(`UPDATE rulings SET a = $1, b = $2 WHERE seq = $3`, f.A, f.B, r.Record)
		}
	case "operation":
		var o operation.Operation
		if err = ledger.Fact([]byte(r.body), &o); err == nil {
			err = w.exec(`UPDATE operations SET search = $1 WHERE seq = $2`, operationSearch(o), r.Record)
		}
	case "capture":
		var f captureFact
		if err = ledger.Fact([]byte(r.body), &f); err == nil {
			err = w.exec(`UPDATE documents SET search = $1 WHERE seq = $2`, documentSearch(f.Document), r.Record)
		}
	case "decision":
		if r.edited != "" {
			err = w.exec(`UPDATE decisions SET edited = $1 WHERE seq = $2`, r.edited, r.Record)
		}
	}
	return err // the rows of the others hold neither text nor an identifier of a document
}

// run is how many words in a row are a quotation.
const run = 5

// passages are the words of what is erased.
type passages struct {
	text  string          // its words, a space before and after each
	runs  map[string]bool // every five words in a row
	words []string        // that the user named, in the same form
}

// passages reads the texts that are about to be destroyed, with their titles and addresses.
func (w *writing) passages(f erasureFact, words []string) (passages, error) {
	var all strings.Builder
	for _, seq := range f.Records {
		var typ, body string
		if _, err := one(w.ctx, w, `SELECT type, body FROM records WHERE seq = $1`, []any{seq}, &typ, &body); err != nil {
			return passages{}, err
		}
		if typ != "capture" {
			continue
		}
		d, err := w.s.fromCapture(body)
		if err != nil {
			return passages{}, err
		}
		all.WriteString(d.Text + "\n" + d.Title + "\n" + d.URL + "\n")
	}
	p := passages{text: spaced(all.String()), runs: map[string]bool{}}
	eachRun(all.String(), func(r string) bool { p.runs[r] = true; return false })
	for _, word := range words {
		if form := spaced(word); strings.TrimSpace(form) != "" {
			p.words = append(p.words, form)
		}
	}
	return p, nil
}

// quoted is a passage between quotation marks.
var quoted = regexp.MustCompile(`["“„«]([^"“”„«»]+)["”“»]`)

// in says whether a text holds what is erased.
func (p passages) in(text string) bool {
	for _, m := range quoted.FindAllStringSubmatch(text, -1) {
		if form := spaced(m[1]); strings.Count(form, " ") > 2 && strings.Contains(p.text, form) {
			return true
		}
	}
	return p.shares(text)
}

// shares says whether a text has a named word, or five words in a row, of what is erased.
func (p passages) shares(text string) bool {
	form := spaced(text)
	return slices.ContainsFunc(p.words, func(w string) bool { return strings.Contains(form, w) }) ||
		eachRun(text, func(r string) bool { return p.runs[r] })
}

// elsewhere are the other documents that carry parts of it: each is its own to erase.
func (w *writing) elsewhere(id string, p passages) (out []string, err error) {
	err = each(w.ctx, w, `SELECT r.body FROM documents d JOIN records r ON r.seq = d.seq WHERE d.id <> $1 AND `+inForce+` ORDER BY d.id`, []any{id},
		func(scan func(...any) error) error {
			var body string
			if err := scan(&body); err != nil {
				return err
			}
			d, err := w.s.fromCapture(body)
			if err == nil && p.shares(d.Text) {
				out = append(out, d.ID)
			}
			return err
		})
	return out, err
}

// spaced is a text as its words in lower case, a space before and after each.
func spaced(text string) string {
	words := wordsOf(text)
	if len(words) == 0 {
		return ""
	}
	return " " + strings.Join(words, " ") + " "
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
}

// eachRun calls f with every five words in a row until it says true, and returns that.
func eachRun(text string, f func(string) bool) bool {
	words := wordsOf(text)
	for i := 0; i+run <= len(words); i++ {
		if f(strings.Join(words[i:i+run], " ")) {
			return true
		}
	}
	return false
}
