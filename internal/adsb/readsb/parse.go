package readsb

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"path"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// Partial says that a trace was damaged after its start. The rows before the damage are kept.
type Partial struct {
	Name   string // the member's name
	Row    int32  // the first row that could not be read, counted from 0
	Offset int64  // where the damage is, in bytes of the uncompressed text
	Reason string
}

func (p *Partial) Error() string {
	return fmt.Sprintf("read trace %s: %s in row %d at byte %d; the rows before it are kept, fetch the file again for the rest",
		p.Name, p.Reason, p.Row, p.Offset)
}

// Parse appends the rows of one uncompressed trace to a track, which may already hold
// other files of the same address. Call Finish on the track after the last of them.
//
// A *Partial means that the file is damaged and that the rows before the damage were
// appended. After any other error the track is as it was before.
func Parse(data []byte, member adsb.Member, into *adsb.Track) error {
	return ParseUntil(data, member, time.Time{}, into)
}

// ParseUntil is Parse with a limit: rows that claim a time after until are rejected.
// The zero time sets no limit other than the year 2100.
func ParseUntil(data []byte, member adsb.Member, until time.Time, into *adsb.Track) error {
	if len(into.Callsigns) == 0 {
		into.Callsigns = append(into.Callsigns, "")
	}
	if len(into.Members) >= math.MaxUint16 {
		return fmt.Errorf("read trace %s: a track holds at most %d files; split the run by date", member.Name, math.MaxUint16)
	}
	before := *into
	p := parser{
		scanner:    scanner{data: data},
		track:      into,
		member:     uint16(len(into.Members)),
		latest:     latestTime,
		traceAt:    -1,
		sinceBreak: -1,
	}
	if !until.IsZero() {
		p.latest = min(p.latest, float64(until.UnixMilli()))
	}
	into.Members = append(into.Members, member)

	err := p.file(member.Name)
	var part *Partial
	if err != nil && !errors.As(err, &part) {
		*into = before
		return fmt.Errorf("read trace %s: %w", member.Name, err)
	}
	return err
}

// The times that a row may claim, in Unix milliseconds. ADS-B traces do not exist from
// before 2000; a clock that was never set says 1970.
const (
	earliestTime = 946684800000.0  // 2000-01-01T00:00:00Z
	latestTime   = 4102444800000.0 // 2100-01-01T00:00:00Z
)

// maxRejected ends the reading of a file that is nothing but bad rows.
const maxRejected = 100_000

// parser reads one file into one track.
type parser struct {
	scanner
	track  *adsb.Track
	member uint16
	latest float64 // Unix milliseconds

	head    header
	base    float64 // the file's timestamp in seconds, when hasBase
	hasBase bool
	traceAt int // where the rows start, -1 when no trace was seen
	read    bool
	row     int32 // the row that is read, or the first that was not

	callsign   uint16 // carried forward from row to row
	sinceBreak int    // the first point after a break without a call sign since, or -1
	heard      bool   // a call sign was in the row
	last       int64  // time of the last point kept, 0 before the first
	rejected   int
}

// header is what a file says about the aircraft, outside its rows.
type header struct {
	icao, registration, kind, description, operator string
	military, simulated                             bool
}

func (p *parser) file(name string) error {
	p.space()
	if p.pos == len(p.data) {
		return errors.New("the file is empty")
	}
	if p.data[p.pos] != '{' {
		return fmt.Errorf("byte %d does not start a JSON object; is this a readsb trace?", p.pos)
	}
	p.pos++
	f := p.object()
	at := p.pos
	switch {
	case p.traceAt < 0 && f != fine:
		return fmt.Errorf("%s at byte %d, before any row", f, at)
	case p.traceAt < 0:
		return errors.New("there is no trace in it")
	case !p.hasBase && f != fine:
		return fmt.Errorf("%s at byte %d, before the timestamp that the rows count from", f, at)
	case !p.hasBase:
		return errors.New("there is no timestamp that the rows count from")
	case !p.read: // the timestamp stands after the rows
		p.pos = p.traceAt
		if g := p.rows(); g != fine {
			f, at = g, p.pos
		}
	}
	if err := p.identify(name); err != nil {
		return err
	}
	if f != fine {
		p.track.Rejected = append(p.track.Rejected, adsb.Rejection{Member: p.member, Row: p.row, Offset: int64(at), Reason: f.String()})
		return &Partial{Name: name, Row: p.row, Offset: int64(at), Reason: f.String()}
	}
	return nil
}

// object reads the members of the top-level object, the rows among them, in any order.
func (p *parser) object() fault {
	for first := true; ; first = false {
		key, f := p.key(first)
		if f == done {
			p.space()
			if p.pos < len(p.data) {
				return broken
			}
			return fine
		}
		if f == fine {
			f = p.value(string(key))
		}
		if f != fine {
			return f
		}
	}
}

// value reads the value of one top-level key.
func (p *parser) value(key string) (f fault) {
	var x float64
	var k kind
	switch key {
	case "icao":
		p.head.icao, f = p.text()
	case "r":
		p.head.registration, f = p.text()
	case "t":
		p.head.kind, f = p.text()
	case "desc":
		p.head.description, f = p.text()
	case "ownOp":
		p.head.operator, f = p.text()
	case "dbFlags":
		x, k, f = p.number()
		p.head.military = k == number && x >= 0 && x < 1<<31 && int(x)&1 != 0
	case "simulated":
		p.head.simulated = bytes.HasPrefix(p.data[p.pos:], []byte("true"))
		f = p.skip()
	case "timestamp":
		x, k, f = p.number()
		p.base, p.hasBase = x, k == number
	case "trace":
		if p.traceAt >= 0 || p.data[p.pos] != '[' {
			return broken
		}
		p.traceAt = p.pos
		if !p.hasBase {
			return p.skip()
		}
		return p.rows()
	default:
		return p.skip()
	}
	return f
}

// identify says whose track it is: by the file's own word, otherwise by its name.
func (p *parser) identify(name string) error {
	icao, t := strings.ToLower(p.head.icao), p.track
	if icao == "" {
		icao = strings.ToLower(HexOf(name))
	}
	hex, foreign := strings.CutPrefix(icao, "~")
	if !isHex(hex) {
		return fmt.Errorf("the address %q is not six hex digits, and the file's name does not give one", icao)
	}
	if t.Hex != "" && (t.Hex != hex || t.NonICAO != foreign) {
		return fmt.Errorf("it is of %s and cannot be added to the track of %s", icao, t.Hex)
	}
	t.Hex, t.NonICAO = hex, foreign
	t.Registration = cmp.Or(p.head.registration, t.Registration)
	t.Type = cmp.Or(p.head.kind, t.Type)
	t.Description = cmp.Or(p.head.description, t.Description)
	t.Operator = cmp.Or(p.head.operator, t.Operator)
	t.Military = t.Military || p.head.military
	t.Simulated = t.Simulated || p.head.simulated
	return nil
}

// HexOf returns the address in a file name such as trace_full_ac671b.json, "" where
// there is none. It keeps the "~" of an address that is not ICAO's.
func HexOf(name string) string {
	base := strings.ToLower(path.Base(name))
	for _, prefix := range [...]string{"trace_full_", "trace_recent_"} {
		if rest, ok := strings.CutPrefix(base, prefix); ok {
			hex, _, _ := strings.Cut(rest, ".")
			if isHex(strings.TrimPrefix(hex, "~")) {
				return hex
			}
		}
	}
	return ""
}

func isHex(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s) == 6
}
