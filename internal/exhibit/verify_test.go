package exhibit_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/charterwatch/charterwatch/internal/exhibit"
)

func tree(files []exhibit.File) fstest.MapFS {
	m := fstest.MapFS{}
	for _, f := range files {
		m[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return m
}

func problems(r exhibit.Report) string {
	var out []string
	for _, c := range r.Checks {
		out = append(out, c.Problems...)
	}
	return strings.Join(out, "; ")
}

func TestVerifyAccepts(t *testing.T) {
	t.Parallel()
	in, _ := example(t)
	files, err := exhibit.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]string{"the key inside": "", "the key given": in.Verifier} {
		r := exhibit.Verify(tree(files), key)
		if !r.Holds() || r.Operation != "iran-2025-09" || r.Records != len(in.Records) || r.Facts < 20 || r.Fingerprint != exhibit.Fingerprint(files) {
			t.Errorf("%s: %+v", name, r)
		}
	}
	packed := zipped(t, files)
	z, err := exhibit.OpenZip(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	if r := exhibit.Verify(z, in.Verifier); !r.Holds() {
		t.Errorf("the zip: %s", problems(r))
	}
	other := "test.local/log+47690786+AXm1Vi6P5lT5QHixEuipi6eQH4U65pW+1+DjkQutBJZk"
	if r := exhibit.Verify(tree(files), other); r.Holds() || !strings.Contains(problems(r), "somebody else") {
		t.Errorf("another key was given: %s", problems(r))
	}
}

// tampered lists every file with a byte flipped at its start, middle and end, every file
// removed, and files added; the name says what was done.
func tampered(files []exhibit.File) map[string][]exhibit.File {
	out := map[string][]exhibit.File{}
	for i, f := range files {
		for _, at := range []int{0, len(f.Data) / 2, len(f.Data) - 1} {
			changed := slices.Clone(files)
			changed[i].Data = bytes.Clone(f.Data)
			changed[i].Data[at] ^= 1
			out[fmt.Sprintf("flip byte %d of %s", at, f.Name)] = changed
		}
		out["remove "+f.Name] = slices.Delete(slices.Clone(files), i, i+1)
	}
	for _, name := range []string{"more.txt", "raw/" + hashOf(nil) + ".raw", "records/000099.json", "text/x/y.txt", "raw/../sheet2.html"} {
		out["add "+name] = append(slices.Clone(files), exhibit.File{Name: name})
	}
	return out
}

func TestVerifyFindsEveryChange(t *testing.T) {
	t.Parallel()
	files := build(t)
	for what, changed := range tampered(files) {
		if r := exhibit.Verify(tree(changed), ""); r.Holds() {
			t.Errorf("%s: all holds", what)
		}
	}
}

// Whoever changes evidence, a record, a proof or the key and makes SHA256SUMS again is found
// by the signed log; facts.json by the evidence.
func TestVerifyFindsChangesUnderNewSums(t *testing.T) {
	t.Parallel()
	files := build(t)
	bound := func(name string) bool {
		return strings.Contains(name, "/") || strings.HasPrefix(name, "checkpoint") || strings.HasPrefix(name, "key") || strings.HasPrefix(name, "vkey")
	}
	n := 0
	for what, changed := range tampered(files) {
		fields := strings.Fields(what)
		if name := fields[len(fields)-1]; fields[0] == "add" || !bound(name) {
			continue
		}
		n++
		changed = cloned(changed)
		resum(changed)
		if r := exhibit.Verify(tree(changed), ""); r.Holds() {
			t.Errorf("%s, sums made again: all holds", what)
		}
	}
	if n < 100 {
		t.Errorf("only %d changes were tried", n)
	}
	for _, c := range [][2]string{
		{"120 people should be flown home", "220 people should be flown home"}, // the quotation of a fact
		{`"start": `, `"start": 1`},                   // its place
		{`"row": `, `"row": 1`},                       // a row of a track
		{`"slug": "iran-2025-09"`, `"slug": "other"`}, // whose exhibit it is
		{`"log_size": `, `"log_size": 1`},
	} {
		changed := cloned(files)
		for i := range changed {
			if changed[i].Name == "facts.json" {
				changed[i].Data = bytes.Replace(changed[i].Data, []byte(c[0]), []byte(c[1]), 1)
				if bytes.Equal(changed[i].Data, files[i].Data) {
					t.Fatalf("facts.json has no %q", c[0])
				}
			}
		}
		resum(changed)
		if r := exhibit.Verify(tree(changed), ""); r.Holds() {
			t.Errorf("facts.json with %q: all holds", c[1])
		}
	}
}

func cloned(files []exhibit.File) []exhibit.File {
	out := slices.Clone(files)
	for i := range out {
		out[i].Data = bytes.Clone(out[i].Data)
	}
	return out
}

// shell runs the script of a whole exhibit on a folder, with nothing but Debian's tools.
func shell(t *testing.T, files []exhibit.File, script string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, files)
	cmd := exec.CommandContext(t.Context(), "/bin/sh", script, dir)
	cmd.Env = []string{"PATH=/usr/bin:/bin"}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func write(t *testing.T, dir string, files []exhibit.File) {
	t.Helper()
	for _, f := range files {
		p := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func script(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat("/usr/bin/openssl"); err != nil {
		t.Skip("openssl is not in /usr/bin")
	}
	p, err := filepath.Abs("verify.sh")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestScriptAccepts(t *testing.T) {
	t.Parallel()
	if out, err := shell(t, build(t), script(t)); err != nil || !strings.Contains(out, "All holds.") || strings.Contains(out, "FAILS") {
		t.Errorf("%v\n%s", err, out)
	}
}

// The script finds a change in a file of each kind, and with SHA256SUMS made again a change in
// whatever the signed log binds.
func TestScriptFindsChanges(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("runs a shell dozens of times")
	}
	sh := script(t)
	files := build(t)
	kinds, cases := map[string]bool{}, map[string][]exhibit.File{}
	for i, f := range files {
		kind := filepath.Dir(f.Name) + filepath.Ext(f.Name)
		if filepath.Dir(f.Name) == "." {
			kind = f.Name
		}
		if kinds[kind] {
			continue
		}
		kinds[kind] = true
		what, flipped := "flip "+f.Name, cloned(files)
		flipped[i].Data[len(f.Data)/2] ^= 1
		if strings.Contains(f.Name, "/") || strings.HasPrefix(f.Name, "checkpoint") || f.Name == "key.pem" {
			what += ", sums made again"
			resum(flipped)
		}
		cases[what] = flipped
	}
	for _, name := range []string{"sheet.html", "checkpoint.sig", "SHA256SUMS"} {
		cases["remove "+name] = slices.DeleteFunc(slices.Clone(files), func(f exhibit.File) bool { return f.Name == name })
	}
	for _, name := range []string{"more.txt", "records/000099.json"} {
		cases["add "+name] = append(slices.Clone(files), exhibit.File{Name: name, Data: []byte("x")})
	}
	for what, changed := range cases {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			if out, err := shell(t, changed, sh); err == nil || strings.Contains(out, "All holds.") {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// The steps that README.txt prints work as printed.
func TestPrintedStepsWork(t *testing.T) {
	t.Parallel()
	script(t)
	files := build(t)
	readme := string(data(t, files, "README.txt"))
	dir := t.TempDir()
	write(t, dir, files)
	ran := 0
	for line := range strings.Lines(readme) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "sha256sum ") && !strings.HasPrefix(line, "openssl pkeyutl") && !strings.HasPrefix(line, "sed '/^$/") && !strings.HasPrefix(line, "tail -n 1") {
			continue
		}
		if strings.Contains(line, ">\"$tmp") || strings.Contains(line, "2>&1") {
			continue // of the script, which is printed too
		}
		ran++
		cmd := exec.CommandContext(t.Context(), "/bin/sh", "-c", line)
		cmd.Dir, cmd.Env = dir, []string{"PATH=/usr/bin:/bin"}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", line, err, out)
		} else if strings.HasPrefix(line, "openssl") && !strings.Contains(string(out), "Signature Verified Successfully") {
			t.Errorf("%s: %s", line, out)
		}
	}
	if ran < 5 {
		t.Errorf("%d steps were found in README.txt, want 5", ran)
	}
}

// A zip from anybody: what OpenZip refuses, by name.
func TestOpenZipRefuses(t *testing.T) {
	t.Parallel()
	type entry struct {
		name   string
		method uint16
		mode   fs.FileMode
	}
	for _, c := range []struct {
		name, says string
		entries    []entry
	}{
		{"a path out of the folder", "no file of an exhibit", []entry{{name: "../../etc/cron.d/x"}}},
		{"a path out of the folder, inside", "no file of an exhibit", []entry{{name: "exhibit/raw/../../x"}}},
		{"an absolute path", "no file of an exhibit", []entry{{name: "/etc/passwd"}}},
		{"a path with backslashes", "no file of an exhibit", []entry{{name: `exhibit\sheet.html`}}},
		{"a second folder", "no file of an exhibit", []entry{{name: "exhibit/sheet.html"}, {name: "other/sheet.html"}}},
		{"no folder", "no file of an exhibit", []entry{{name: "sheet.html"}}},
		{"a link", "not a plain file", []entry{{name: "exhibit/sheet.html", mode: fs.ModeSymlink | 0o777}}},
		{"a compressed entry", "is compressed", []entry{{name: "exhibit/sheet.html", method: zip.Deflate}}},
		{"two of one name", "two entries", []entry{{name: "exhibit/sheet.html"}, {name: "exhibit/sheet.html"}}},
		{"nothing", "empty", nil},
	} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, e := range c.entries {
			h := &zip.FileHeader{Name: e.name, Method: e.method}
			h.SetMode(max(e.mode, 0o600))
			w, err := z.CreateHeader(h)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := exhibit.OpenZip(bytes.NewReader(b.Bytes()), int64(b.Len())); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want one that says %q", c.name, err, c.says)
		}
	}
}

// A folder from anybody: links and devices are named and never opened.
func TestVerifyOpensNoLink(t *testing.T) {
	t.Parallel()
	files := tree(build(t))
	files["raw/"+hashOf([]byte("x"))+".raw"] = &fstest.MapFile{Data: []byte("/etc/passwd"), Mode: fs.ModeSymlink}
	if r := exhibit.Verify(files, ""); r.Holds() || !strings.Contains(problems(r), "not followed") || len(r.Checks) != 1 {
		t.Errorf("%+v", r)
	}
}

// Verify takes any zip without harm, and what it accepts under the log's key has no record but
// those that were signed.
func FuzzVerify(f *testing.F) {
	in, _ := example(f)
	files, err := exhibit.Build(in)
	if err != nil {
		f.Fatal(err)
	}
	whole := zipped(f, files)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add(bytes.Replace(whole, []byte("index 2"), []byte("index 3"), 1))
	f.Fuzz(func(t *testing.T, packed []byte) {
		z, err := exhibit.OpenZip(bytes.NewReader(packed), int64(len(packed)))
		if err != nil || !exhibit.Verify(z, in.Verifier).Holds() {
			return
		}
		names, err := fs.Glob(z, "records/*.json")
		if err != nil || len(names) == 0 {
			t.Fatalf("accepted without a record: %v", err)
		}
		for _, name := range names {
			body, err := fs.ReadFile(z, name)
			if err != nil || !bytes.Equal(body, data(t, files, name)) {
				t.Errorf("%s was accepted and never signed: %v", name, err)
			}
		}
	})
}
