package verify_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
)

func key(t *testing.T, first byte, origin string) *ledger.Key {
	t.Helper()
	k, err := ledger.NewKey(bytes.NewReader(append([]byte{first}, make([]byte, 31)...)), origin)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	k := key(t, 1, "a.example/log")
	good, err := k.Sign(7, [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	if c, err := verify.Open(good, k.Verifier()); err != nil || c.Size != 7 || c.Origin != "a.example/log" || c.Root != [32]byte{1} {
		t.Fatalf("a good checkpoint: %+v, %v", c, err)
	}
	text := string(good)
	for name, c := range map[string]struct{ text, key string }{
		"another key":       {text, key(t, 2, "a.example/log").Verifier()},
		"another origin":    {text, key(t, 1, "b.example/log").Verifier()},
		"a changed size":    {strings.Replace(text, "\n7\n", "\n8\n", 1), k.Verifier()},
		"a changed root":    {strings.Replace(text, "AQ", "AR", 1), k.Verifier()},
		"no signature":      {strings.SplitAfter(text, "\n\n")[0], k.Verifier()},
		"nothing":           {"", k.Verifier()},
		"a key that is not": {text, "a.example/log+00000000+AQ=="},
		"cut":               {text[:len(text)-20], k.Verifier()},
	} {
		if c, err := verify.Open([]byte(c.text), c.key); err == nil {
			t.Errorf("%s: accepted as %+v", name, c)
		}
	}
}

func TestConsistencyRefuses(t *testing.T) {
	t.Parallel()
	a, b := verify.Checkpoint{Origin: "a", Size: 1}, verify.Checkpoint{Origin: "b", Size: 2}
	if verify.Consistency(a, b, nil) == nil {
		t.Error("two logs were taken for one")
	}
	b.Origin = "a"
	if verify.Consistency(b, a, nil) == nil {
		t.Error("a log that shrank was accepted")
	}
	if verify.Consistency(verify.Checkpoint{Origin: "a"}, b, make([][32]byte, 1)) == nil {
		t.Error("a path from nothing was accepted")
	}
	if err := verify.Consistency(verify.Checkpoint{Origin: "a"}, b, nil); err != nil {
		t.Errorf("an empty log is the start of any: %v", err)
	}
	if verify.Inclusion(b, 2, nil, nil) == nil || verify.Inclusion(b, -1, nil, nil) == nil {
		t.Error("a record outside of the log was accepted")
	}
}

func FuzzOpen(f *testing.F) {
	k, err := ledger.NewKey(bytes.NewReader(make([]byte, 32)), "a.example/log")
	if err != nil {
		f.Fatal(err)
	}
	good, err := k.Sign(7, [32]byte{1})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good, k.Verifier())
	f.Fuzz(func(t *testing.T, text []byte, vkey string) {
		c, err := verify.Open(text, vkey)
		if err == nil && (c.Size < 0 || c.Origin == "") {
			t.Errorf("accepted %+v", c)
		}
	})
}

// A stranger reads this package to know what was verified: it stands on nothing of ours.
func TestImports(t *testing.T) {
	t.Parallel()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		n++
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range parsed.Imports {
			path, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			host, _, _ := strings.Cut(path, "/")
			if strings.Contains(host, ".") && !strings.HasPrefix(path, "golang.org/x/mod/") {
				t.Errorf("%s imports %s", f.Name(), path)
			}
		}
	}
	if n < 3 {
		t.Errorf("%d files were looked at", n)
	}
}
