package scan

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/archive"
	"github.com/charterwatch/charterwatch/internal/adsb/decode"
	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/store"
)

// ManyFile says what was in a file of many aircraft.
type ManyFile struct {
	Name       string   `json:"name"`
	Format     string   `json:"format"`
	Rows       int      `json:"rows"`
	Aircraft   int      `json:"aircraft"` // with positions, whether or not they are in the fleet list
	Positions  int      `json:"positions"`
	NoPosition int      `json:"no_position"` // rows that have none, which is no fault
	Repeated   int      `json:"repeated"`    // positions told again, not used
	Stale      int      `json:"stale"`       // positions that were old when their row was written, not used
	Backwards  int      `json:"backwards"`   // rows more than a second before the one before of the same aircraft
	Assumed    []string `json:"assumed"`     // what the file does not say and was taken for granted
}

// many is a file of many aircraft. It is read once to see who is in it. What was read is
// held where there is room; otherwise each part reads it again for its own aircraft, so
// that a scan of many logs stays within its memory.
type many struct {
	archive.Input
	hash   string
	format string
	hexs   []string // the aircraft with positions in it
	held   *share   // what is in it, nil when it is to be read again
	bytes  *lastRead

	read, there bool // some part read it; some part had been committed before
}

// maxHeld is how many points of all files of many aircraft are held: 72 bytes each, 72 MB.
const maxHeld = 1_000_000

// lastRead holds the bytes of the file that was read last: the parts that follow mostly
// want the same one, to keep it as evidence.
type lastRead struct {
	mu  sync.Mutex
	of  *many
	raw []byte
}

// open returns the bytes of a file, which must be those that were looked into.
func (l *lastRead) open(f *many) ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of == f {
		return l.raw, nil
	}
	l.of, l.raw = nil, nil
	raw, err := f.Open()
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != f.hash {
		return nil, errors.New("it was changed while it was scanned; scan it again")
	}
	l.of, l.raw = f, raw
	return raw, nil
}

// put holds the bytes that were read to look into a file, so that the part that wants them next
// need not read them again.
func (l *lastRead) put(f *many, raw []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.of, l.raw = f, raw
}

// named gives inputs whose file name does not tell their address the one of their content, so
// that all files of an aircraft meet, and sets files of many aircraft apart. What is neither is listed.
func named(ctx context.Context, inputs []archive.Input, o Options, sum *Summary) ([]archive.Input, []*many, error) {
	out := make([]archive.Input, 0, len(inputs))
	var shared []*many
	bytes, room := &lastRead{}, maxHeld
	for _, in := range inputs {
		if in.Hex != "" {
			out = append(out, in)
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		bytes.put(nil, nil) // room for the next
		hexOf, file, raw, err := lookInto(in, o.Until, sum)
		switch {
		case hexOf != "":
			in.Hex = hexOf
			out = append(out, in)
		case file != nil:
			file.bytes = bytes
			if n := sum.Files[len(sum.Files)-1].Positions; n <= room {
				room -= n
			} else {
				file.held = nil
			}
			if file.held == nil || !o.World { // see load
				bytes.put(file, raw)
			}
			shared = append(shared, file)
			if err != nil {
				sum.skip(in.Name, fmt.Errorf("the rows before the fault were used: %w", err))
			}
		default:
			sum.skip(in.Name, err)
		}
	}
	return out, shared, nil
}

func (s *Summary) skip(name string, err error) {
	s.Skipped = append(s.Skipped, store.Skip{Name: name, Reason: err.Error()})
}

// lookInto reads a file whose name does not tell what it holds: one aircraft, whose
// address it returns, or many, with its bytes. With a file comes an error where it is damaged.
func lookInto(in archive.Input, until time.Time, sum *Summary) (hexOf string, f *many, raw []byte, err error) {
	if raw, err = in.Open(); err != nil {
		return "", nil, nil, err
	}
	text, cut := archive.Decompress(raw, nil)
	if cut != nil && len(text) == 0 {
		return "", nil, nil, cut
	}
	if decode.Sniff(text) == decode.Trace {
		if address := addressOf(text); address != "" {
			return address, nil, nil, nil
		}
	}
	hash := sha256.Sum256(raw)
	f = &many{Input: in, hash: hex.EncodeToString(hash[:])}
	tracks, report, err := decode.Read(text, adsb.Member{Name: in.Name, Hash: f.hash}, decode.Options{Until: until})
	if err != nil && !decode.IsPartial(err) {
		return "", nil, nil, err
	}
	sum.addUnowned(in.Name, report)
	if len(tracks) == 0 {
		return "", nil, nil, cmp.Or(cut, err, fmt.Errorf("holds no usable position in %d rows of %s (%d have none)", report.Rows, report.Format, report.NoPosition))
	}
	f.held, f.format = newShare(tracks, report), report.Format
	for _, t := range tracks {
		f.hexs = append(f.hexs, address(t))
	}
	sum.Files = append(sum.Files, ManyFile{Name: in.Name, Format: report.Format, Rows: report.Rows, Aircraft: len(tracks),
		Positions: report.Positions, NoPosition: report.NoPosition, Repeated: report.Repeated, Stale: report.Stale,
		Backwards: report.Backwards, Assumed: append([]string{}, report.Assumed...)})
	return "", f, raw, cmp.Or(cut, err)
}

// addUnowned counts the rows that no aircraft with positions has.
func (s *Summary) addUnowned(name string, r decode.Report) {
	for reason, n := range r.Rejected {
		s.Rejected[reason] += n
	}
	s.addRows(examples(name, r.Examples))
}

// countMany counts each file of many aircraft once, however many parts had a share of it.
func (s *Summary) countMany(files []*many) {
	for _, f := range files {
		switch {
		case f.read:
			s.Read++
		case f.there:
			s.AlreadyThere++
		}
	}
}

// share is what a part has of a file of many aircraft.
type share struct {
	raw    []byte
	tracks map[string]*adsb.Track
	flags  map[string]int
	err    error
}

// shares are the files of many aircraft of one part, read for its aircraft alone.
type shares struct {
	want map[string]bool
	of   map[*many]share
	kept map[string]share // by hash: read again from the workspace
}

// loadShares reads the files of many aircraft that a part has a share of.
func (w *worker) loadShares(units []unit, res *partResult) {
	w.shares = shares{want: map[string]bool{}, of: map[*many]share{}, kept: map[string]share{}}
	for _, u := range units {
		w.shares.want[u.hex] = true
	}
	for _, f := range filesOf(units) {
		s := w.load(f)
		if s.err != nil {
			res.skip(f.Name, s.err)
		}
		w.shares.of[f] = s
	}
}

// filesOf lists the files of many aircraft of a part, each once, in their order.
func filesOf(units []unit) []*many {
	var out []*many
	seen := map[*many]bool{}
	for _, u := range units {
		for _, f := range u.shared {
			if !seen[f] {
				seen[f] = true
				out = append(out, f)
			}
		}
	}
	return out
}

func (w *worker) load(f *many) share {
	var raw []byte
	var err error
	if f.held == nil || !w.o.World {
		if raw, err = f.bytes.open(f); err != nil {
			return share{err: err}
		}
	}
	if f.held != nil {
		return share{raw: raw, tracks: f.held.tracks, flags: f.held.flags}
	}
	text, err := archive.Decompress(raw, nil)
	if err != nil && len(text) == 0 {
		return share{err: err}
	}
	s := w.shares.read(text, adsb.Member{Name: f.Name, Hash: f.hash}, w.o.Until)
	s.raw = raw
	return s
}

// read reads a text for the aircraft of the part. That it is damaged was said when it was
// first looked at.
func (s shares) read(text []byte, m adsb.Member, until time.Time) share {
	tracks, report, err := decode.Read(text, m, decode.Options{Until: until, Want: func(hex string) bool { return s.want[hex] }})
	if err != nil && !decode.IsPartial(err) {
		return share{err: err}
	}
	return *newShare(tracks, report)
}

func newShare(tracks []*adsb.Track, r decode.Report) *share {
	s := &share{tracks: make(map[string]*adsb.Track, len(tracks)), flags: r.Flags}
	for _, t := range tracks {
		s.tracks[address(t)] = t
	}
	return s
}

// addShares appends what the files of many aircraft say of one of them to the worker's track.
func (w *worker) addShares(u unit, a *store.Aircraft, res *partResult) error {
	for _, f := range u.shared {
		s := w.shares.of[f]
		t := s.tracks[u.hex]
		if t == nil {
			continue
		}
		if slices.ContainsFunc(a.Members, func(m store.StoredMember) bool { return m.Hash == f.hash }) {
			continue // the same bytes under another name
		}
		if err := w.track.Append(t); err != nil {
			return fmt.Errorf("scan: %s: %w", f.Name, err)
		}
		m := store.StoredMember{Member: adsb.Member{Name: f.Name, Hash: f.hash}, Hex: u.hex, Points: len(t.Points),
			From: t.Points[0].When(), To: t.Points[len(t.Points)-1].When(),
			Said: fleet.NewClaim(t.Registration, t.Type, t.Description, t.Operator, "", fleet.Flags(s.flags[u.hex]))}
		if !w.o.World {
			m.Raw = s.raw
		}
		if len(t.Rejected) > 0 {
			m.Rejected = t.RejectedByReason()
		}
		res.rows = append(res.rows, examples(m.Name, t.Rejected)...)
		a.Members = append(a.Members, m)
		res.formats[f.format] = true
		res.points += m.Points
	}
	return nil
}

// appendShare reads a kept file that is no trace of one aircraft: of the aircraft of the
// part at once, so that a file of thousands is read once a part.
func (s *shares) appendShare(text []byte, m adsb.Member, hex string, t *adsb.Track) error {
	found, known := s.kept[m.Hash]
	if !known {
		found = s.read(text, m, time.Time{})
		if s.kept != nil {
			s.kept[m.Hash] = found
		}
	}
	if found.err != nil {
		return found.err
	}
	if own := found.tracks[hex]; own != nil {
		return t.Append(own)
	}
	return nil
}
