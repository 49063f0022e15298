package verify

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// algCosignature is the signature type of C2SP cosignature/v1 keys (Ed25519 with a time).
const algCosignature = 4

// Witness is a named cosigner whose key one knows.
type Witness struct {
	Name     string // in the policy
	Operator string // who runs it; empty where the policy does not say
	URL      string
	KeyName  string
	keyID    [4]byte
	public   ed25519.PublicKey
}

// Cosignature is one that was verified: on At, the witness had seen the log grow to this
// checkpoint and no other way.
type Cosignature struct {
	Witness Witness
	At      time.Time
}

// ParseWitness reads a verifier key of type 4: name+id+base64.
func ParseWitness(vkey string) (Witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return Witness{}, fmt.Errorf("witness key %.100q: %w: it is not name+id+key", vkey, ErrMalformed)
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(raw) != 33 || raw[0] != algCosignature {
		return Witness{}, fmt.Errorf("witness key %.100q: %w: it is not an Ed25519 cosignature key (type 4)", vkey, ErrMalformed)
	}
	w := Witness{KeyName: parts[0], public: raw[1:], keyID: CosignatureKeyID(parts[0], raw[1:])}
	if fmt.Sprintf("%x", w.keyID) != parts[1] {
		return Witness{}, fmt.Errorf("witness key %.100q: %w: its id is not that of its name and key", vkey, ErrForged)
	}
	return w, nil
}

// CosignatureKeyID is SHA-256(name, line feed, type, key)[:4].
func CosignatureKeyID(name string, public []byte) [4]byte {
	sum := sha256.Sum256(slices.Concat([]byte(name+"\n"), []byte{algCosignature}, public))
	return [4]byte(sum[:4])
}

// CosignatureMessage is what a witness signs of a checkpoint.
func CosignatureMessage(checkpoint []byte, at time.Time) []byte {
	body, _, _ := strings.Cut(string(checkpoint), "\n\n")
	return fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s\n", at.Unix(), body)
}

// Opens verifies a signature line of w on a checkpoint. A line of somebody else is not known.
func (w Witness) Opens(checkpoint []byte, line string) (c Cosignature, known bool, err error) {
	fields := strings.Fields(line)
	if len(fields) != 3 || fields[0] != "\u2014" || fields[1] != w.KeyName {
		return c, false, nil
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(fields[2])
	if err != nil || len(raw) < 4 || [4]byte(raw[:4]) != w.keyID {
		return c, false, nil
	}
	if len(raw) != 4+8+ed25519.SignatureSize {
		return c, true, fmt.Errorf("cosignature of %s: %w: %d bytes", w.KeyName, ErrTruncated, len(raw))
	}
	seconds := binary.BigEndian.Uint64(raw[4:12])
	if seconds >= 1<<62 {
		return c, true, fmt.Errorf("cosignature of %s: %w: its time", w.KeyName, ErrMalformed)
	}
	at := time.Unix(int64(seconds), 0).UTC()
	if !ed25519.Verify(w.public, CosignatureMessage(checkpoint, at), raw[12:]) {
		return c, true, fmt.Errorf("cosignature of %s: %w: it is not over this checkpoint and time", w.KeyName, ErrForged)
	}
	return Cosignature{w, at}, true, nil
}

// Policy is a C2SP tlog-policy: which logs, which witnesses, and how many of them it takes.
// Who operates a witness is not in that format; we read it from remarks "#operator NAME: W1
// W2", which other programs pass over.
type Policy struct {
	Logs      []string // verifier keys
	Witnesses []Witness
	groups    map[string]group
	quorum    string
}

type group struct {
	need    int
	members []string
}

// maxPolicy bounds each kind of line; the specification recommends to take at least 32.
const maxPolicy = 256

// ParsePolicy reads a policy file.
func ParsePolicy(text []byte) (Policy, error) {
	p := Policy{groups: map[string]group{}}
	operators := map[string]string{}
	used := map[string]bool{}
	for i, line := range strings.Split(string(text), "\n") {
		if err := p.line(strings.Trim(line, " \t"), operators, used); err != nil {
			return Policy{}, fmt.Errorf("policy line %d: %w", i+1, err)
		}
	}
	if p.quorum == "" {
		return Policy{}, fmt.Errorf("policy: %w: there is no quorum line", ErrMalformed)
	}
	for i := range p.Witnesses {
		p.Witnesses[i].Operator = operators[p.Witnesses[i].Name]
	}
	return p, nil
}

func (p *Policy) line(line string, operators map[string]string, used map[string]bool) error {
	if rest, ok := strings.CutPrefix(line, "#operator "); ok {
		name, members, ok := strings.Cut(rest, ":")
		if !ok || strings.TrimSpace(name) == "" {
			return fmt.Errorf("%w: write #operator NAME: WITNESS …", ErrMalformed)
		}
		for _, m := range strings.Fields(members) {
			if operators[m] != "" {
				return fmt.Errorf("%w: %s has two operators", ErrMalformed, m)
			}
			operators[m] = strings.TrimSpace(name)
		}
		return nil
	}
	if line == "" || line[0] == '#' {
		return nil
	}
	f := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\t' })
	switch {
	case f[0] == "log" && (len(f) == 2 || len(f) == 3) && len(p.Logs) < maxPolicy:
		p.Logs = append(p.Logs, f[1])
		return nil
	case f[0] == "witness" && (len(f) == 3 || len(f) == 4) && len(p.Witnesses) < maxPolicy:
		w, err := ParseWitness(f[2])
		if err != nil {
			return err
		}
		if p.known(f[1]) || f[1] == "none" || slices.ContainsFunc(p.Witnesses, func(o Witness) bool { return slices.Equal(o.public, w.public) }) {
			return fmt.Errorf("%w: the name or the key of %s is there already", ErrMalformed, f[1])
		}
		w.Name = f[1]
		if len(f) == 4 {
			w.URL = f[3]
		}
		p.Witnesses = append(p.Witnesses, w)
		return nil
	case f[0] == "group" && len(f) >= 4 && len(p.groups) < maxPolicy:
		return p.group(f[1], f[2], f[3:], used)
	case f[0] == "quorum" && len(f) == 2 && p.quorum == "" && (f[1] == "none" || p.known(f[1])):
		p.quorum = f[1]
		return nil
	}
	return fmt.Errorf("%w: %.100q", ErrMalformed, line)
}

func (p *Policy) known(name string) bool {
	_, isGroup := p.groups[name]
	return isGroup || slices.ContainsFunc(p.Witnesses, func(w Witness) bool { return w.Name == name })
}

func (p *Policy) group(name, need string, members []string, used map[string]bool) error {
	if p.known(name) || name == "none" {
		return fmt.Errorf("%w: the name %s is there already", ErrMalformed, name)
	}
	for _, m := range members {
		if !p.known(m) || used[m] {
			return fmt.Errorf("%w: %s is not defined above, or is in a group already", ErrMalformed, m)
		}
		used[m] = true
	}
	g := group{members: members}
	switch need {
	case "all":
		g.need = len(members)
	case "any":
		g.need = 1
	default:
		n, err := strconv.Atoi(need)
		if err != nil || n < 1 || n > len(members) {
			return fmt.Errorf("%w: %s of %d", ErrMalformed, need, len(members))
		}
		g.need = n
	}
	p.groups[name] = g
	return nil
}

// Witnessed is what a policy makes of the cosignatures of a checkpoint.
type Witnessed struct {
	Cosignatures []Cosignature
	Operators    []string // distinct, sorted: their number is the number to name
	Unassigned   int      // witnesses that cosigned and whose operator the policy does not name
	Quorum       bool     // the policy's rule is met
	Refused      []string // lines of known witnesses that do not hold
}

// Judge verifies signature lines on a checkpoint. Two keys of one operator are one operator.
func (p Policy) Judge(checkpoint []byte, lines []string) Witnessed {
	var out Witnessed
	seen := map[string]bool{}
	for _, line := range lines {
		for _, w := range p.Witnesses {
			c, known, err := w.Opens(checkpoint, line)
			switch {
			case !known:
			case err != nil:
				out.Refused = append(out.Refused, err.Error())
			case !seen[w.Name]:
				seen[w.Name] = true
				out.Cosignatures = append(out.Cosignatures, c)
				if w.Operator == "" {
					out.Unassigned++
				} else if !slices.Contains(out.Operators, w.Operator) {
					out.Operators = append(out.Operators, w.Operator)
				}
			}
		}
	}
	slices.Sort(out.Operators)
	out.Quorum = p.quorum == "none" || p.met(p.quorum, seen)
	return out
}

func (p Policy) met(name string, seen map[string]bool) bool {
	g, isGroup := p.groups[name]
	if !isGroup {
		return seen[name]
	}
	n := 0
	for _, m := range g.members {
		if p.met(m, seen) {
			n++
		}
	}
	return n >= g.need
}
