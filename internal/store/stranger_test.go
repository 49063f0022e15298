package store_test

import (
	"bytes"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/ledger/witness"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// Somebody who has never seen this program, with Python and openssl and the specifications of
// C2SP, verifies what it gives away; each changed byte is refused.
func TestOutsideVerifier(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"python3", "openssl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool + " is not installed")
		}
	}
	script, err := filepath.Abs("../ledger/verify/testdata/stranger.py")
	if err != nil {
		t.Fatal(err)
	}
	says := func(args ...string) (string, bool) {
		out, err := exec.Command("python3", append([]string{script}, args...)...).CombinedOutput()
		return string(out), err == nil && strings.HasPrefix(string(out), "ok ")
	}
	s := storetest.OpenSQLite(t)
	storetest.Fill(t, s)
	if err := s.Pad(ctx, 600); err != nil { // two full tiles and a part of a third
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "log")
	if _, err := s.Export(ctx, dir); err != nil {
		t.Fatal(err)
	}
	keys, err := s.Keys(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if out, ok := says("log", keys.First, dir); !ok || !strings.Contains(out, "600 records, 4 tiles") {
		t.Errorf("the log: %s", out)
	}
	list, err := s.Records(ctx, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string, b []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, seq := range []int64{0, 7, 255, 256, 599} {
		proof, err := s.ProofOf(ctx, seq)
		if err != nil {
			t.Fatal(err)
		}
		leaf := hex.EncodeToString(ledger.Leaf(list[seq]))
		if out, ok := says("proof", keys.First, leaf, file("p.tlog-proof", proof)); !ok {
			t.Errorf("record %d: %s", seq, out)
		}
		if out, ok := says("proof", keys.First, leaf[:len(leaf)-2]+"00", file("p.tlog-proof", proof)); ok {
			t.Errorf("record %d, another leaf: %s", seq, out)
		}
		other := bytes.Replace(proof, []byte("\nindex "), []byte("\nindex 1"), 1)
		if out, ok := says("proof", keys.First, leaf, file("p.tlog-proof", other)); ok {
			t.Errorf("record %d, another place: %s", seq, out)
		}
	}
	text, err := s.Checkpoint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	w, err := witness.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 64)), "one.example/w")
	if err != nil {
		t.Fatal(err)
	}
	line := w.Cosign(text, time.Unix(1759104000, 0))
	if out, ok := says("cosigned", w.Verifier(), file("c", append(bytes.Clone(text), line...))); !ok || !strings.Contains(out, "1759104000") {
		t.Errorf("a cosignature: %s", out)
	}
	if out, ok := says("cosigned", w.Verifier(), file("c", append(bytes.Replace(text, []byte("\n600\n"), []byte("\n601\n"), 1), line...))); ok {
		t.Errorf("a cosignature of another size: %s", out)
	}
	for _, name := range []string{"checkpoint", verify.TilePath("0", 2, 88), verify.TilePath("1", 0, 2), verify.TilePath("entries", 1, 256)} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		changed := bytes.Clone(b)
		changed[20] ^= 1
		for what, v := range map[string][]byte{"changed": changed, "cut": b[:len(b)-1]} {
			if err := os.WriteFile(path, v, 0o600); err != nil {
				t.Fatal(err)
			}
			if out, ok := says("log", keys.First, dir); ok {
				t.Errorf("%s %s: %s", name, what, out)
			}
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
