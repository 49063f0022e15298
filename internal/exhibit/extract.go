package exhibit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/decode"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Whole names the rows of one aircraft in a file that holds others too.
type Whole struct {
	Hash string // SHA-256 of the whole file, which records name
	Hex  string
}

// ExtractFormat is the layout of an extract.
const ExtractFormat = "charterwatch extract 1"

// extractHead is the first line of an extract; each line after it is a decode.OwnRow.
type extractHead struct {
	Format string `json:"format"`
	Hash   string `json:"of_sha256"`
	Hex    string `json:"hex"`
	Rows   int    `json:"rows"`
	Note   string `json:"note"`
}

const extractNote = "These rows stand in a file that holds other aircraft too, at these bytes of its unpacked text. The file is not given, so that the exhibit shows nobody else. Its hash is in the signed log; that the rows stand in it can be checked only by whoever has it."

// Extract puts rows that decode.Own took out of a file into the form that an exhibit holds
// in place of the file. It is derived: no record of the log names its hash.
func Extract(w Whole, rows []decode.OwnRow) ([]byte, error) {
	if len(rows) == 0 {
		return nil, fmt.Errorf("no row of %s can be taken out of a file of many aircraft; give its positions as a file of its own", w.Hex)
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(extractHead{ExtractFormat, w.Hash, w.Hex, len(rows), extractNote}); err != nil {
		return nil, err
	}
	for _, r := range rows {
		if err := e.Encode(r); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// extract takes one into the exhibit.
func (b *builder) extract(hash, hex string, raw []byte) error {
	head, t, err := readExtract(raw)
	if err != nil {
		return err
	}
	if (Whole{head.Hash, head.Hex}) != (Whole{hash, hex}) {
		return errors.New("the extract is of another file or aircraft")
	}
	name := extractName(sum(raw))
	b.files[name], b.traces[name], b.extracts[Whole{hash, hex}] = raw, t, name
	return nil
}

// readExtract reads an extract from anybody.
func readExtract(raw []byte) (head extractHead, t trace, err error) {
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, maxSmall)
	if !lines.Scan() {
		return head, t, errors.New("the extract is empty")
	}
	if err := json.Unmarshal(lines.Bytes(), &head); err != nil || head.Format != ExtractFormat {
		return head, t, fmt.Errorf("the extract does not begin with %q", ExtractFormat)
	}
	t.own = []decode.OwnRow{}
	for lines.Scan() {
		var r decode.OwnRow
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil || len(t.own) == maxRows || len(t.own) > 0 && r.Row <= t.own[len(t.own)-1].Row {
			return head, trace{}, fmt.Errorf("line %d of the extract is no row, or not in its order", len(t.own)+2)
		}
		t.own = append(t.own, r)
	}
	if err := lines.Err(); err != nil || len(t.own) != head.Rows {
		return head, trace{}, errors.Join(err, fmt.Errorf("the extract has %d rows and says %d", len(t.own), head.Rows))
	}
	return head, t, nil
}

// ownText is a row of an extract as it stood in the file.
func ownText(rows []decode.OwnRow, row int) (string, bool) {
	i := sort.Search(len(rows), func(i int) bool { return int(rows[i].Row) >= row })
	if i == len(rows) || int(rows[i].Row) != row || rows[i].Text == "" {
		return "", false
	}
	return rows[i].Text, true
}

// ownAt finds the row of an instant among rows first to last of the file.
func ownAt(rows []decode.OwnRow, when time.Time, first, last int32) (int, position, bool) {
	for _, r := range rows {
		at, err := time.Parse(time.RFC3339Nano, r.Time)
		if err != nil || r.Row < first || r.Row > last || r.Lat == nil || r.Lon == nil || r.Text == "" {
			continue
		}
		if d := at.Sub(when); d < -sameInstant || d > sameInstant {
			continue
		}
		p := position{at, place.Point{Lat: *r.Lat, Lon: *r.Lon}, r.Height}
		if p.height == "" {
			p.height = "not sent"
		}
		return int(r.Row), p, true
	}
	return 0, position{}, false
}

func extractName(hash string) string { return "extract/" + hash + ".jsonl" }
