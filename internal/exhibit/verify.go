package exhibit

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/charterwatch/charterwatch/internal/ledger/verify"
)

// What Verify reads at most, of an exhibit from anybody.
const (
	maxFiles = 20_000
	maxTotal = 2 << 30   // bytes of all files, which are hashed as they are read
	maxLarge = 64 << 20  // bytes of one text or trace, which is held in memory
	maxSmall = 8 << 20   // bytes of any other file that is held
	maxCache = 256 << 20 // bytes of texts and traces that are held together
	maxParts = 100_000   // JSON objects in one file: small in bytes, they are large in memory
)

// knownName is every name that an exhibit's file can have. Others are refused by name alone.
var knownName = regexp.MustCompile(`^(?:sheet\.html|facts\.json|README\.txt|declaration\.txt|SHA256SUMS|verify\.sh|verify\.html|checkpoint\.(?:txt|body|sig)|key\.pem|vkey\.txt|` +
	`raw/[0-9a-f]{64}\.raw|extract/[0-9a-f]{64}\.jsonl|text/[0-9a-f]{64}\.txt|timestamps/(?:[0-9]{3}\.(?:tst|ots)|cosignatures\.txt)|records/[0-9]{6,18}\.(?:json|salt|tlog-proof))$`)

var alwaysThere = []string{"sheet.html", "facts.json", "README.txt", "declaration.txt", sumsName, "verify.sh", "verify.html", "checkpoint.txt", "checkpoint.body", "checkpoint.sig", "key.pem", "vkey.txt"}

// Check is one thing that holds or does not.
type Check struct {
	What     string   `json:"what"`
	Problems []string `json:"problems"`
}

// Report is what Verify found.
type Report struct {
	Operation   string  `json:"operation"`
	Checks      []Check `json:"checks"`
	Fingerprint string  `json:"fingerprint"` // SHA-256 of SHA256SUMS
	VerifierKey string  `json:"verifier_key"`
	KeyGiven    bool    `json:"key_given"` // the key was compared with one from elsewhere
	Records     int     `json:"records"`
	Facts       int     `json:"facts"`
	Stamps      int     `json:"stamps"`   // timestamps and anchors; whom of their makers to believe is not decided here
	Extracts    int     `json:"extracts"` // of the files, those whose rows no signed record holds: see Extract
}

// Holds says whether every check does.
func (r Report) Holds() bool {
	return !slices.ContainsFunc(r.Checks, func(c Check) bool { return len(c.Problems) > 0 })
}

// Verify checks an exhibit as a stranger would: nothing in it is believed because Build would
// have written it so. key is the log's verifier key if the reader has it from elsewhere;
// empty, the one inside is used and the report says so. It never follows a link, opens no file
// whose name is not one of an exhibit's, and reads no more than its limits.
func Verify(exhibit fs.FS, key string) Report {
	c := &checker{fs: exhibit, hashes: map[string]string{}, named: map[string]bool{}, texts: map[string][]byte{}, traces: map[string]trace{}, whole: map[Whole]bool{}, extracts: map[string]Whole{}, cited: map[string]bool{}}
	c.report.KeyGiven = key != ""
	c.step("the files are those of an exhibit", c.list)
	if !c.report.Holds() {
		return c.report // what cannot be listed is not read
	}
	c.step("each file has the SHA-256 that SHA256SUMS gives", c.sums)
	c.step("the checkpoint is signed with the log's key", func() { c.sign(key) })
	c.step("what others attest is over the checkpoint", c.attestations)
	c.step("each record is in the signed log", c.records)
	c.step("the bytes of evidence are those that the records name", c.evidence)
	c.step("each fact quotes what stands in the evidence", c.facts)
	return c.report
}

type checker struct {
	fs         fs.FS
	report     Report
	now        *Check
	names      []string
	hashes     map[string]string // by name, of the bytes as they are
	checkpoint verify.Checkpoint
	opened     bool             // the checkpoint's signature holds
	named      map[string]bool  // hashes that a proved record names
	needed     []string         // files that a proved record needs
	whole      map[Whole]bool   // what a leg was read from: true while no extract stands for it
	extracts   map[string]Whole // by name, what they stand for
	cited      map[string]bool  // of them, those that a fact cites
	proved     map[int64]envelope
	texts      map[string][]byte
	traces     map[string]trace
	cached     int64 // bytes read into texts and traces
}

// envelope is the part of a record's body that Verify reads.
type envelope struct {
	ID   string `json:"id"`
	Type string `json:"type"`
	Fact struct {
		Slug     string `json:"slug"`
		Document struct {
			Raw  string `json:"raw_hash"`
			Text string `json:"text_hash"`
		} `json:"document"`
		Edited string `json:"edited_sha256"`
		Leg    struct {
			Hex     string `json:"hex"`
			Sources []struct {
				Member struct {
					Hash string `json:"hash"`
				} `json:"member"`
				Rows [2]int32 `json:"rows"`
			} `json:"sources"`
		} `json:"leg"`
	} `json:"fact"`
}

func (c *checker) step(what string, f func()) {
	c.report.Checks = append(c.report.Checks, Check{What: what, Problems: []string{}})
	c.now = &c.report.Checks[len(c.report.Checks)-1]
	f()
}

// maxProblems of one check are named; the first ones say enough.
const maxProblems = 20

func (c *checker) problem(format string, args ...any) {
	switch n := len(c.now.Problems); {
	case n < maxProblems:
		c.now.Problems = append(c.now.Problems, fmt.Sprintf(format, args...))
	case n == maxProblems:
		c.now.Problems = append(c.now.Problems, "and more")
	}
}

func (c *checker) list() {
	total := int64(0)
	err := fs.WalkDir(c.fs, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if name != "." && name != "raw" && name != "extract" && name != "text" && name != "records" && name != "timestamps" {
				c.problem("%.80q: no folder of an exhibit", name)
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular():
			c.problem("%.80q is a link or a device: it is not followed", name)
			return nil
		case !knownName.MatchString(name):
			c.problem("%.80q is no file of an exhibit: it was added", name)
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		c.names = append(c.names, name)
		if total += info.Size(); len(c.names) > maxFiles || total > maxTotal {
			return fmt.Errorf("more than %d files or %d bytes", maxFiles, int64(maxTotal))
		}
		return nil
	})
	if err != nil {
		c.problem("cannot be listed: %v", err)
	}
	for _, name := range alwaysThere {
		if !slices.Contains(c.names, name) {
			c.problem("%s is missing", name)
		}
	}
}

// hash reads a file once, in pieces.
func (c *checker) hash(name string) (string, error) {
	if h, ok := c.hashes[name]; ok {
		return h, nil
	}
	f, err := c.fs.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // it was only read
	h := sha256.New()
	if n, err := io.Copy(h, io.LimitReader(f, maxTotal+1)); err != nil || n > maxTotal {
		return "", errors.Join(err, fmt.Errorf("%d bytes could be read", n))
	}
	c.hashes[name] = hex.EncodeToString(h.Sum(nil))
	return c.hashes[name], nil
}

// read holds one file; a problem is noted and gives nothing.
func (c *checker) read(name string) []byte {
	most := int64(maxSmall)
	if strings.HasPrefix(name, "raw/") || strings.HasPrefix(name, "extract/") || strings.HasPrefix(name, "text/") {
		most = maxLarge
	}
	f, err := c.fs.Open(name)
	if err != nil {
		c.problem("%s is missing or cannot be opened", name)
		return nil
	}
	defer func() { _ = f.Close() }() // it was only read
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if c.cached += int64(len(b)); most == maxSmall {
		c.cached -= int64(len(b))
	}
	if err != nil || int64(len(b)) > most || c.cached > maxCache {
		c.problem("%s cannot be read, or is larger than what is read of an exhibit", name)
		return nil
	}
	return b
}

// parse reads JSON from anybody.
func parse(b []byte, v any) error {
	if bytes.Count(b, []byte("{"))+bytes.Count(b, []byte("null")) > maxParts {
		return fmt.Errorf("it has more than %d parts", maxParts)
	}
	return json.Unmarshal(b, v)
}

var sumLine = regexp.MustCompile(`^([0-9a-f]{64})  ([!-~]+)$`)

func (c *checker) sums() {
	text := c.read(sumsName)
	c.report.Fingerprint = sum(text)
	listed := map[string]bool{}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		m := sumLine.FindStringSubmatch(lines.Text())
		switch {
		case m == nil || listed[m[2]] || m[2] == sumsName:
			c.problem("SHA256SUMS: line %.80q is none of hash and name, or a second one", lines.Text())
			continue
		case !slices.Contains(c.names, m[2]):
			c.problem("%.80s is missing", m[2])
			continue
		}
		listed[m[2]] = true
		if h, err := c.hash(m[2]); err != nil || h != m[1] {
			c.problem("%s was changed: SHA-256 %s, listed %s", m[2], h, m[1])
		}
	}
	if !bytes.HasSuffix(text, []byte("\n")) {
		c.problem("SHA256SUMS: its last line is cut")
	}
	for _, name := range c.names {
		if !listed[name] && name != sumsName {
			c.problem("%s was added: SHA256SUMS does not name it", name)
		}
	}
}

func (c *checker) sign(key string) {
	vkey, whole := strings.CutSuffix(string(c.read("vkey.txt")), "\n")
	c.report.VerifierKey = vkey
	if key != "" && vkey != strings.TrimSpace(key) {
		c.problem("vkey.txt is another key than the one given: somebody else signed this")
		return
	}
	note := c.read("checkpoint.txt")
	opened, err := verify.Open(note, vkey)
	if err != nil || !whole {
		c.problem("%v", errors.Join(err, errors.New("vkey.txt and checkpoint.txt do not go together")))
		return
	}
	c.checkpoint, c.opened = opened, true
	body, sig, err := checkpointParts(note)
	if err != nil {
		c.problem("%v", err)
		return
	}
	public, err := publicKey(vkey)
	if err != nil {
		c.problem("%v", err)
		return
	}
	for _, derived := range []File{{"checkpoint.body", body}, {"checkpoint.sig", sig}, {"key.pem", keyPEM(public)}} {
		if !bytes.Equal(c.read(derived.Name), derived.Data) {
			c.problem("%s does not follow from checkpoint.txt and vkey.txt", derived.Name)
		}
	}
}

func (c *checker) records() {
	c.proved = map[int64]envelope{}
	parts := map[string]int{}
	for _, name := range c.names {
		if path.Dir(name) == "records" {
			parts[strings.TrimSuffix(name, path.Ext(name))]++
		}
	}
	if len(parts) == 0 {
		c.problem("there are none")
	}
	for _, name := range sortedKeys(parts) {
		if parts[name] != 3 {
			c.problem("%s: not all of .json, .salt and .tlog-proof are there", name)
			continue
		}
		seq, e, err := c.record(name)
		if err != nil {
			c.problem("%s: %v", name, err)
			continue
		}
		c.proved[seq] = e
		c.named[e.Fact.Edited] = true
		for _, hash := range []string{e.Fact.Document.Raw, e.Fact.Document.Text} {
			c.named[hash] = true
		}
		if e.Type == "capture" {
			c.needed = append(c.needed, rawName(e.Fact.Document.Raw), textName(e.Fact.Document.Text))
		}
		for _, s := range e.Fact.Leg.Sources {
			c.named[s.Member.Hash] = true
			c.whole[Whole{s.Member.Hash, e.Fact.Leg.Hex}] = true
		}
		if e.Type == "operation" {
			c.report.Operation = e.ID
		}
	}
	c.report.Records = len(c.proved)
}

// record follows one record to the signed root.
func (c *checker) record(name string) (seq int64, e envelope, err error) {
	body := c.read(name + ".json")
	saltText := c.read(name + ".salt")
	salt, err := hex.DecodeString(strings.TrimSuffix(string(saltText), "\n"))
	if err != nil || len(salt) != 32 || hex.EncodeToString(salt)+"\n" != string(saltText) {
		return 0, e, errors.New("the salt is not 32 bytes in hex and a line feed")
	}
	seq, hashes, note, err := parseProof(c.read(name + ".tlog-proof"))
	if err != nil {
		return 0, e, err
	}
	if name != strings.TrimSuffix(recordName(seq, "json"), ".json") {
		return 0, e, fmt.Errorf("the proof is of record %d", seq)
	}
	if err := parse(body, &e); err != nil {
		return 0, e, fmt.Errorf("the body is not a record: %w", err)
	}
	if !c.opened || !bytes.Equal(note, c.read("checkpoint.txt")) {
		return 0, e, errors.New("the proof is not under the checkpoint whose signature holds")
	}
	return seq, e, verify.Inclusion(c.checkpoint, seq, verify.Leaf(e.Type, salt, body), hashes)
}

// parseProof reads a C2SP tlog-proof strictly: header, index, hashes, an empty line, checkpoint.
func parseProof(text []byte) (index int64, path [][32]byte, checkpoint []byte, err error) {
	head, checkpoint, ok := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !ok || len(lines) < 2 || lines[0] != proofHeader {
		return 0, nil, nil, fmt.Errorf("the proof does not begin with %s and an index", proofHeader)
	}
	digits, ok := strings.CutPrefix(lines[1], "index ")
	index, err = strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || index < 0 || strconv.FormatInt(index, 10) != digits {
		return 0, nil, nil, fmt.Errorf("the proof's index %.40q is not a plain number", lines[1])
	}
	if len(lines) > 2+63 {
		return 0, nil, nil, errors.New("the proof has more hashes than a tree can need")
	}
	for _, line := range lines[2:] {
		h, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(h) != 32 {
			return 0, nil, nil, fmt.Errorf("the proof's line %.60q is not 32 bytes in base64", line)
		}
		path = append(path, [32]byte(h))
	}
	return index, path, checkpoint, nil
}

func (c *checker) evidence() {
	for _, name := range c.names {
		dir, file := path.Split(name)
		if dir != "raw/" && dir != "extract/" && dir != "text/" {
			continue
		}
		want := strings.TrimSuffix(file, path.Ext(file))
		if h, err := c.hash(name); err != nil || h != want {
			c.problem("%s hashes to %s", name, h)
		}
		if dir == "extract/" {
			c.extract(name)
			continue
		}
		if !c.named[want] {
			c.problem("%s is named by no record that is in the log", name)
		}
	}
	for _, name := range c.needed {
		if !slices.Contains(c.names, name) {
			c.problem("%s, which a record names, is missing", name)
		}
	}
	missing := map[string]bool{}
	for w, alone := range c.whole {
		if name := rawName(w.Hash); alone && !slices.Contains(c.names, name) {
			missing[name] = true
		}
	}
	for _, name := range sortedKeys(missing) {
		c.problem("%s, which a record names, is missing, and no extract stands for it", name)
	}
}

// extract takes an extract in place of a file that a record names.
func (c *checker) extract(name string) {
	head, t, err := readExtract(c.read(name))
	w := Whole{head.Hash, head.Hex}
	_, known := c.whole[w]
	switch {
	case err != nil:
		c.problem("%s: %v", name, err)
	case !known:
		c.problem("%s is of a file and an aircraft that no record in the log names together", name)
	default:
		c.whole[w], c.traces[name], c.extracts[name] = false, t, w
		c.report.Extracts++
	}
}

func (c *checker) facts() {
	var s Sheet
	if err := parse(c.read("facts.json"), &s); err != nil {
		c.problem("facts.json: %v", err)
		return
	}
	if s.Format != Format {
		c.problem("facts.json is %.40q, this program reads %q", s.Format, Format)
	}
	if s.Operation.Slug == "" || s.Operation.Slug != c.report.Operation {
		c.problem("facts.json is about operation %.40q, the record about %.40q", s.Operation.Slug, c.report.Operation)
	}
	if s.VerifierKey != c.report.VerifierKey || s.Log != c.checkpoint.Origin || s.Size != c.checkpoint.Size {
		c.problem("facts.json names another log than the checkpoint")
	}
	page := c.read("sheet.html")
	if bytes.Contains(bytes.ToLower(page), []byte("<script")) {
		c.problem("sheet.html holds a script")
	}
	for i, f := range s.Facts {
		if f.N != i+1 {
			c.problem("fact %d is numbered %d", i+1, f.N)
		}
		for _, p := range f.Passages {
			if err := c.passage(p); err != nil {
				c.problem("fact %d: %v", f.N, err)
			}
		}
		for _, t := range f.Tracks {
			if err := c.track(t); err != nil {
				c.problem("fact %d: %v", f.N, err)
			}
		}
	}
	c.report.Facts = len(s.Facts)
	for _, name := range sortedKeys(c.extracts) {
		if !c.cited[name] {
			c.problem("%s is cited by no fact", name)
		}
	}
}

// passage finds a quotation at its bytes, in a text that the record names beside the raw bytes.
func (c *checker) passage(p Passage) error {
	e := c.proved[p.Record]
	if e.Type != "capture" || e.ID != p.Document || textName(e.Fact.Document.Text) != p.Text || rawName(e.Fact.Document.Raw) != p.Raw || e.Fact.Document.Raw != p.Hash {
		return fmt.Errorf("record %d is not the capture of %.40q with these bytes", p.Record, p.Document)
	}
	text, ok := c.texts[p.Text]
	if !ok {
		text = c.read(p.Text)
		c.texts[p.Text] = text
	}
	parts := make([]string, len(p.Spans))
	for i, s := range p.Spans {
		if s.Start < 0 || s.End < s.Start || s.End > len(text) {
			return fmt.Errorf("bytes %d to %d are not in %s", s.Start, s.End, p.Text)
		}
		parts[i] = string(text[s.Start:s.End])
	}
	if len(parts) == 0 || strings.Join(parts, " … ") != p.Quote {
		return fmt.Errorf("%.60q does not stand at its bytes of %s", p.Quote, p.Text)
	}
	return nil
}

// track finds the rows of a fact in the trace that the record of its leg names.
func (c *checker) track(t Track) error {
	e := c.proved[t.Record]
	file, want := t.Raw, rawName(t.Hash)
	if t.Own != "" {
		if c.extracts[t.Own] != (Whole{t.Hash, e.Fact.Leg.Hex}) {
			return fmt.Errorf("leg %.40q: %.80s is no extract of that aircraft and file", t.Leg, t.Own)
		}
		file, want, c.cited[t.Own] = t.Own, "", true
	}
	known := false
	for _, s := range e.Fact.Leg.Sources {
		known = known || t.Raw == want && s.Member.Hash == t.Hash && s.Rows == [2]int32{t.First, t.Last}
	}
	if e.Type != "leg of interest" || e.ID != t.Leg || !known {
		return fmt.Errorf("record %d is not of leg %.40q with rows %d to %d of %.80s", t.Record, t.Leg, t.First, t.Last, t.Raw)
	}
	rows, ok := c.traces[file]
	if !ok {
		rows = readTrace(c.read(file))
		c.traces[file] = rows
	}
	for _, r := range t.Rows {
		if text, ok := rows.text(r.Row); !ok || text != r.Text || r.Row < int(t.First) || r.Row > int(t.Last) {
			return fmt.Errorf("row %d of %s is not as quoted", r.Row, t.Raw)
		}
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
