package gather

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
)

// Options say what of a file is read.
type Options struct {
	Until time.Time                 // rows that claim a later time are rejected; zero: only those after 2099
	Want  func(address string) bool // lower-case hex, "~" before those that are not ICAO's; nil: every aircraft
	Row   func(Row)                 // is told each row of the wanted aircraft that says where it was or what it is called, used or not; nil: nobody
}

// Report is what there is to say of a whole file.
type Report struct {
	Format     string
	Rows       int            // rows that were looked at
	Positions  int            // of them used
	NoPosition int            // rows without a position, which is no fault
	Repeated   int            // positions told again, not used
	Stale      int            // positions that were too old when the row was made, not used
	Backwards  int            // rows more than a second before the one before them of the same aircraft
	Rejected   map[string]int // rows that no track has in its list, by reason
	Examples   []adsb.Rejection
	Flags      map[string]int // readsb's database flags by address: 1 military, 4 PIA, 8 LADD
	Assumed    []string       // what the file does not say and was taken for granted, in words
}

// Partial says that a file was damaged. The rows before the damage are kept.
type Partial struct {
	Name   string
	Row    int32 // the first row that could not be read
	Offset int64 // in bytes of the uncompressed text
	Reason string
}

func (p *Partial) Error() string {
	return fmt.Sprintf("read %s: %s in row %d at byte %d; the rows before it are kept, fetch the file again for the rest",
		p.Name, p.Reason, p.Row, p.Offset)
}

// maxListed bounds the rows that are listed one by one; beyond it they are only counted.
const maxListed = 100_000

// Book gathers the rows of one file.
type Book struct {
	Report
	member   adsb.Member
	opts     Options
	latest   float64
	majority bool
	planes   map[key]*Aircraft
	listed   int
	fits     int // rejected positions that would be on Earth with latitude and longitude exchanged
}

// key is an address in lower case, "~" first where it is not ICAO's.
type key [7]byte

func (k key) String() string {
	if k[0] == 0 {
		return string(k[1:])
	}
	return string(k[:])
}

// New opens a book for one file.
func New(format string, m adsb.Member, o Options) *Book {
	b := &Book{member: m, opts: o, latest: latestTime, planes: map[key]*Aircraft{}}
	b.Format, b.Rejected, b.Flags = format, map[string]int{}, map[string]int{}
	if !o.Until.IsZero() {
		b.latest = min(b.latest, float64(o.Until.UnixMilli()))
	}
	return b
}

// ByMajority has a call sign believed only where most of those heard around it agree.
func (b *Book) ByMajority() { b.majority = true }

// Assume notes once what the file does not say and is taken for granted.
func (b *Book) Assume(what string) {
	if !slices.Contains(b.Assumed, what) {
		b.Assumed = append(b.Assumed, what)
	}
}

// Of returns the aircraft with an address, nil when it is not wanted. It is not ok when
// the text is no address. foreign marks one that is not ICAO's though it has no "~".
func (b *Book) Of(address []byte, foreign bool) (a *Aircraft, ok bool) {
	var k key
	if len(address) == 7 && address[0] == '~' {
		address, foreign = address[1:], true
	}
	if len(address) != 6 {
		return nil, false
	}
	if foreign {
		k[0] = '~'
	}
	for i, c := range address {
		if c >= 'A' && c <= 'F' {
			c += 'a' - 'A'
		}
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return nil, false
		}
		k[1+i] = c
	}
	a, known := b.planes[k]
	if known {
		return a, true
	}
	if b.opts.Want == nil || b.opts.Want(k.String()) {
		a = &Aircraft{Track: &adsb.Track{Hex: string(k[1:]), NonICAO: foreign, Callsigns: []string{""},
			Members: []adsb.Member{b.member}}, book: b, names: []string{""}}
	}
	b.planes[k] = a
	return a, true
}

// Reject notes a row that belongs to no aircraft.
func (b *Book) Reject(row int32, offset int64, reason string) {
	b.Rejected[reason]++
	if b.list() {
		b.Examples = append(b.Examples, adsb.Rejection{Row: row, Offset: offset, Reason: reason})
	}
}

func (b *Book) list() bool {
	b.listed++
	return b.listed <= maxListed
}

// Close returns the tracks that have positions, in order of address and each in order of
// time, without having Finished them. It refuses a file whose columns are exchanged,
// unless only some aircraft of it were wanted: then that was looked at before.
func (b *Book) Close() ([]*adsb.Track, Report, error) {
	keys := slices.SortedFunc(maps.Keys(b.planes), func(x, y key) int { return cmp.Compare(x.String(), y.String()) })
	var tracks []*adsb.Track
	for _, k := range keys {
		a := b.planes[k]
		switch {
		case a == nil:
		case len(a.Track.Points) == 0:
			for _, r := range a.Track.Rejected {
				b.Rejected[r.Reason]++
				b.Examples = append(b.Examples, r)
			}
		default:
			slices.SortStableFunc(a.Track.Points, func(p, q adsb.Point) int { return cmp.Compare(p.Time, q.Time) })
			a.sign()
			if a.Flags != 0 {
				b.Flags[k.String()] = a.Flags
			}
			tracks = append(tracks, a.Track)
		}
	}
	slices.SortStableFunc(b.Examples, func(x, y adsb.Rejection) int { return cmp.Compare(x.Row, y.Row) })
	if b.opts.Want == nil {
		if err := b.exchanged(tracks); err != nil {
			return nil, b.Report, err
		}
	}
	return tracks, b.Report, nil
}
