package journey

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// maxRule bounds a rule file, in bytes: a list of corrections for some years is far smaller.
const maxRule = 4 << 20

// ParseRule reads a rule set. name is what errors call the file; they give the line.
func ParseRule(name string, r io.Reader) (Rule, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxRule+1))
	if err != nil {
		return Rule{}, fmt.Errorf("read rule %s: %w", name, err)
	}
	if len(text) > maxRule {
		return Rule{}, fmt.Errorf("rule %s: more than %d bytes", name, maxRule)
	}
	if !utf8.Valid(text) {
		return Rule{}, fmt.Errorf("rule %s: not UTF-8 text; save it as UTF-8", name)
	}
	f := ruleFile{name: name, lines: strings.Split(string(text), "\n")}
	rule, err := f.parse(string(text))
	if err != nil {
		return Rule{}, err
	}
	digest := sha256.Sum256(text)
	rule.Digest, rule.Text = hex.EncodeToString(digest[:]), string(text)
	return rule, nil
}

// ruleFile is a file with its lines, to say where something is wrong.
type ruleFile struct {
	name  string
	lines []string
}

// wrong is an error at the nth line that sets key, or without a line where none does.
func (f ruleFile) wrong(key string, nth int, format string, args ...any) error {
	what := fmt.Sprintf(format, args...)
	for i, line := range f.lines {
		left, _, found := strings.Cut(line, "=")
		left = strings.TrimSpace(left)
		if found && left == key || strings.Trim(left, "[] ") == key {
			if nth == 0 {
				return fmt.Errorf("rule %s, line %d: %s: %s", f.name, i+1, key, what)
			}
			nth--
		}
	}
	return fmt.Errorf("rule %s: %s: %s", f.name, key, what)
}

func (f ruleFile) parse(text string) (Rule, error) {
	var r Rule
	meta, err := toml.Decode(text, &r)
	var at toml.ParseError
	if errors.As(err, &at) {
		hint := ""
		if strings.HasPrefix(at.Message, "expected value") {
			hint = "; words stand in double quotes, numbers and true or false without"
		}
		return r, fmt.Errorf("rule %s, line %d: %s%s", f.name, at.Position.Line, at.Message, hint)
	}
	if err != nil {
		return r, fmt.Errorf("rule %s: %s", f.name, strings.TrimPrefix(err.Error(), "toml: "))
	}
	for _, key := range meta.Keys() {
		if k := key[len(key)-1]; k != strings.ToLower(k) {
			return r, f.wrong(k, 0, "write settings in lower case")
		}
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return r, f.wrong(unknown[0][len(unknown[0])-1], 0, "no such setting; compare with a built-in rule")
	}
	for _, key := range []string{"name", "title", "by", "source", "date", "unit", "least", "returns", "laterals", "military", "guantanamo"} {
		if !meta.IsDefined(key) {
			return r, f.wrong(key, 0, "is missing")
		}
	}
	return r, errors.Join(f.checkHead(r), f.checkCategories(r), f.checkLists(r), f.checkCorrections(r))
}

var ruleName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

func (f ruleFile) checkHead(r Rule) error {
	if !ruleName.MatchString(r.Name) {
		return f.wrong("name", 0, "%q: use lower-case letters, digits and dashes", r.Name)
	}
	for _, s := range []struct{ key, value string }{{"title", r.Title}, {"by", r.By}, {"source", r.Source}} {
		if strings.TrimSpace(s.value) == "" {
			return f.wrong(s.key, 0, "is empty; a total must say who counts so and where that is said")
		}
	}
	if !isDate(r.Date) {
		return f.wrong("date", 0, "%q: give 2021, 2021-12 or 2021-12-31", r.Date)
	}
	if !slices.Contains([]Unit{Legs, Missions, Destinations}, r.Unit) {
		return f.wrong("unit", 0, "%q: give legs, missions or destinations", r.Unit)
	}
	if !(r.Least > 0 && r.Least <= 1) {
		return f.wrong("least", 0, "%v: give a probability above 0, at most 1", r.Least)
	}
	for _, s := range []struct {
		key   string
		value Standing
	}{{"returns", r.Returns}, {"laterals", r.Laterals}, {"military", r.Military}, {"guantanamo", r.Guantanamo}} {
		if !slices.Contains([]Standing{In, Beside, Out}, s.value) {
			return f.wrong(s.key, 0, "%q: give in, beside or out", s.value)
		}
	}
	return nil
}

var purposes = []Value{Removal, Continuation, Return, Connection, Transfer, Positioning, OtherWork, Unclear}

func (f ruleFile) checkCategories(r Rule) error {
	if len(r.Categories) == 0 {
		return f.wrong("category", 0, "there is none; nothing would count")
	}
	names, taken := map[string]bool{}, map[Value]string{}
	for i, c := range r.Categories {
		if c.Name == "" || names[c.Name] {
			return f.wrong("category", i, "%q: each needs a name of its own", c.Name)
		}
		names[c.Name] = true
		if len(c.Purposes) == 0 {
			return f.wrong("category", i, "%q has no purposes", c.Name)
		}
		for _, p := range c.Purposes {
			if !slices.Contains(purposes, p) {
				return f.wrong("purposes", i, "%q: give some of %q", p, purposes)
			}
			if other, double := taken[p]; double {
				return f.wrong("purposes", i, "%q is in %q already; categories exclude each other", p, other)
			}
			taken[p] = c.Name
		}
	}
	if _, counted := taken[Return]; counted != (r.Returns != Out) {
		return f.wrong("returns", 0, "%q, while a category with the purpose return is there: %v", r.Returns, counted)
	}
	return nil
}

func (f ruleFile) checkLists(r Rule) error {
	for _, code := range r.Lateral.Airports {
		if code == "" || code != strings.ToUpper(code) {
			return f.wrong("airports", 0, "%q: give ICAO codes in capitals, such as KELP", code)
		}
	}
	for _, d := range []struct{ key, day string }{{"from", r.Lateral.From}, {"to", r.Lateral.To}} {
		if _, err := time.Parse(time.DateOnly, d.day); d.day != "" && err != nil {
			return f.wrong(d.key, 0, "%q: give a day such as 2020-03-20", d.day)
		}
	}
	for _, call := range r.MilitaryBy.CallSigns {
		if call == "" || call != strings.ToUpper(call) {
			return f.wrong("call_signs", 0, "%q: give prefixes in capitals, such as RCH", call)
		}
	}
	for _, block := range r.MilitaryBy.Addresses {
		if _, _, ok := addressBlock(block); !ok {
			return f.wrong("addresses", 0, "%q: give first and last address, such as adf7c8-afffff", block)
		}
	}
	return nil
}

func (f ruleFile) checkCorrections(r Rule) error {
	said := map[string]bool{}
	for i, c := range r.Corrections {
		switch {
		case c.Leg == "" || said[c.Leg]:
			return f.wrong("correction", i, "leg %q: name each leg once", c.Leg)
		case c.CountAs != Attempted && c.CountAs != NotCounted && !slices.Contains(purposes, Value(c.CountAs)):
			return f.wrong("correction", i, "count_as %q: give %q, %q or one of %q", c.CountAs, Attempted, NotCounted, purposes)
		case strings.TrimSpace(c.Why) == "" || strings.TrimSpace(c.Source) == "":
			return f.wrong("correction", i, "leg %s needs why and source", c.Leg)
		}
		said[c.Leg] = true
	}
	return nil
}

// isDate takes a day, a month or a year.
func isDate(s string) bool {
	return slices.ContainsFunc([]string{time.DateOnly, "2006-01", "2006"}, func(layout string) bool {
		_, err := time.Parse(layout, s)
		return err == nil
	})
}
