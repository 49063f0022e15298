package verify_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/ledger/witness"
)

const otsHead = "\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"

// A proof is told as what it is: pending is not confirmed, and a block counts only against a header.
func TestAnchorsAreToldTruthfully(t *testing.T) {
	t.Parallel()
	text := []byte("a.example/log\n1\nroot\n")
	digest := sha256.Sum256(text)
	pending := "\x00\x83\xdf\xe3\x0d\x2e\xf9\x0c\x8e\x0f\x0ehttps://cal.io"
	block := "\xf0\x03abc\x08\x00\x05\x88\x96\x0d\x73\xd7\x19\x01\x03\xc0\x84\x3d" // height 1,000,000
	both := otsHead + string(digest[:]) + "\xff" + pending + block
	a, err := verify.ReadAnchor(text, []byte(both))
	root := sha256.Sum256(append(digest[:], "abc"...))
	if err != nil || !slices.Equal(a.Pending, []string{"https://cal.io"}) || len(a.Blocks) != 1 || a.Blocks[0].Height != 1000000 || a.Blocks[0].Root != root {
		t.Fatalf("%+v, %v", a, err)
	}
	header := make([]byte, 80)
	if _, err := a.Blocks[0].In(header); !errors.Is(err, verify.ErrForged) {
		t.Errorf("another block: %v", err)
	}
	copy(header[36:], root[:])
	once := sha256.Sum256(header)
	twice := sha256.Sum256(once[:])
	slices.Reverse(twice[:])
	if hash, err := a.Blocks[0].In(header); err != nil || hash != hex.EncodeToString(twice[:]) {
		t.Errorf("its block: %s, %v", hash, err)
	}
	for name, c := range map[string]struct {
		proof string
		want  error
	}{
		"over other bytes": {otsHead + strings.Repeat("x", 32) + pending, verify.ErrForged},
		"cut":              {both[:len(both)-2], verify.ErrTruncated},
		"no magic":         {"x" + both[1:], verify.ErrMalformed},
		"more behind it":   {otsHead + string(digest[:]) + pending + "x", verify.ErrMalformed},
		"an unknown step":  {otsHead + string(digest[:]) + "\x77", verify.ErrMalformed},
		"endless forks":    {otsHead + string(digest[:]) + strings.Repeat("\xff\x08", 400), verify.ErrMalformed},
	} {
		if _, err := verify.ReadAnchor(text, []byte(c.proof)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func cosigner(t *testing.T, letter, name string) witness.Key {
	t.Helper()
	k, err := witness.NewKey(strings.NewReader(strings.Repeat(letter, 32)), name)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// Operators are counted, not keys; a quorum is the policy's own rule; a forged line does not count.
func TestPolicyCountsOperators(t *testing.T) {
	t.Parallel()
	l := newLog(t, "a.example/log", 5, "r")
	text, at := l.checkpoint(t, 5), time.Unix(1700000000, 0)
	x1, x2, y := cosigner(t, "1", "x.example/1"), cosigner(t, "2", "x.example/2"), cosigner(t, "3", "y.example")
	head := "log " + l.key.Verifier() + "\nwitness X1 " + x1.Verifier() + "\nwitness X2\t" + x2.Verifier() + " https://x.example/\n  witness Y " + y.Verifier() + "\n#operator X Institute: X1 X2\n#operator Y: Y\n"
	p, err := verify.ParsePolicy([]byte(head + "group X any X1 X2\ngroup both all X Y\nquorum both\n"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		lines     []string
		operators int
		quorum    bool
		refused   int
	}{
		"nobody":                      {nil, 0, false, 0},
		"two keys of one operator":    {[]string{x1.Cosign(text, at), x2.Cosign(text, at)}, 1, false, 0},
		"one of each":                 {[]string{x2.Cosign(text, at), y.Cosign(text, at)}, 2, true, 0},
		"the same twice":              {[]string{y.Cosign(text, at), y.Cosign(text, at)}, 1, false, 0},
		"over another checkpoint":     {[]string{x1.Cosign(text, at), y.Cosign(l.checkpoint(t, 4), at)}, 1, false, 1},
		"somebody whom nobody named":  {[]string{cosigner(t, "4", "z.example").Cosign(text, at)}, 0, false, 0},
		"another key of a known name": {[]string{cosigner(t, "5", "y.example").Cosign(text, at)}, 0, false, 0},
		"not a signature line at all": {[]string{"", "\u2014", "— y.example !!!"}, 0, false, 0},
		"cut within its signature":    {[]string{strings.TrimSpace(y.Cosign(text, at))[:60] + "\n"}, 0, false, 0},
	} {
		got := p.Judge(text, c.lines)
		if len(got.Operators) != c.operators || got.Quorum != c.quorum || len(got.Refused) != c.refused {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for name, bad := range map[string]string{
		"no quorum":            head,
		"two quorums":          head + "quorum none\nquorum none\n",
		"a member twice":       head + "group A any X1\ngroup B any X1\nquorum B\n",
		"a member before it":   head + "group A any B\nquorum A\n",
		"a key twice":          head + "witness Z " + y.Verifier() + "\nquorum Z\n",
		"too high a threshold": head + "group A 3 X1 X2\nquorum A\n",
		"a log's key":          "witness W " + l.key.Verifier() + "\nquorum W\n",
		"two operators":        head + "#operator Z: Y\nquorum none\n",
	} {
		if _, err := verify.ParsePolicy([]byte(bad)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func FuzzReadAnchor(f *testing.F) {
	digest := sha256.Sum256(nil)
	f.Add([]byte(otsHead + string(digest[:]) + "\xff\x08\x00\x05\x88\x96\x0d\x73\xd7\x19\x01\x01\x05\xf1\x01a\x00"))
	f.Fuzz(func(t *testing.T, proof []byte) {
		_, _ = verify.ReadAnchor(nil, proof)
		_, _ = verify.ParsePolicy(proof)
	})
}
