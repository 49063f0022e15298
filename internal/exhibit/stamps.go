package exhibit

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/charterwatch/charterwatch/internal/ledger/rfc3161"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
)

// Stamp is what somebody else attests of the checkpoint.
type Stamp struct {
	Kind string // timestamp (RFC 3161), anchor (OpenTimestamps), cosignature (C2SP)
	From string // as whoever asked for it named it
	Data []byte // an answer or token, a proof, or a line of a signature
}

// Attested is a stamp as the sheet prints it.
type Attested struct {
	File string `json:"file"`
	What string `json:"what"`
}

const cosignaturesName = "timestamps/cosignatures.txt"

// stamps writes timestamps, anchors and cosignatures beside the checkpoint that they are over;
// one that is over other bytes is refused.
func (b *builder) stamps() error {
	var lines bytes.Buffer
	for i, s := range b.in.Stamps {
		switch s.Kind {
		case "timestamp":
			t, err := rfc3161.Read(b.in.Checkpoint, s.Data, nil)
			if err != nil {
				return fmt.Errorf("timestamp of %s: %w", s.From, err)
			}
			name := fmt.Sprintf("timestamps/%03d.tst", i+1)
			b.files[name] = t.Token
			b.attested = append(b.attested, Attested{name, fmt.Sprintf("RFC 3161 timestamp by %s: these bytes were there at %s, if one believes that authority", t.Authority, t.At.Format("2006-01-02 15:04:05Z"))})
		case "anchor":
			a, err := verify.ReadAnchor(b.in.Checkpoint, s.Data)
			if err != nil {
				return fmt.Errorf("anchor of %s: %w", s.From, err)
			}
			what := "OpenTimestamps proof, pending: a calendar promised to put the hash into a block"
			if len(a.Blocks) > 0 {
				what = fmt.Sprintf("OpenTimestamps proof that leads to block %d of Bitcoin, whose header is to be looked up", a.Blocks[0].Height)
			}
			name := fmt.Sprintf("timestamps/%03d.ots", i+1)
			b.files[name] = s.Data
			b.attested = append(b.attested, Attested{name, what})
		case "cosignature":
			fmt.Fprintf(&lines, "%s\n", bytes.TrimRight(s.Data, "\n"))
			name, _, _ := strings.Cut(strings.TrimPrefix(string(s.Data), "— "), " ")
			b.attested = append(b.attested, Attested{cosignaturesName, fmt.Sprintf("cosignature that names witness %s; it holds for who knows that witness's key", name)})
		default:
			return fmt.Errorf("%.40q is no kind of attestation", s.Kind)
		}
	}
	if lines.Len() > 0 {
		b.files[cosignaturesName] = lines.Bytes()
	}
	return nil
}

// attestations checks that timestamps and anchors are over the checkpoint.
func (c *checker) attestations() {
	note := c.read("checkpoint.txt")
	for _, name := range c.names {
		var err error
		switch {
		case !strings.HasPrefix(name, "timestamps/") || name == cosignaturesName:
			continue
		case strings.HasSuffix(name, ".tst"):
			_, err = rfc3161.Read(note, c.read(name), nil)
		default:
			_, err = verify.ReadAnchor(note, c.read(name))
		}
		if err != nil {
			c.problem("%s: %v", name, err)
		}
		c.report.Stamps++
	}
}
