package ledger_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/gowebpki/jcs"
	"golang.org/x/text/unicode/norm"

	"github.com/charterwatch/charterwatch/internal/ledger"
)

func TestCanonical(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"RFC 8785, 3.2.2", `{
			"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
			"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
			"literals": [null, true, false]
		}`, `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`},
		{"RFC 8785, 3.2.3, but for the key that has another form C",
			`{"\u20ac":1,"\r":2,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}`,
			"{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5}"},
		{"no HTML escapes", `"<a href='x'>&</a>"`, `"<a href='x'>&</a>"`},
		{"form C", `{"Cafe\u0301":"e\u0301"}`, `{"Café":"é"}`},
		{"a mark after an escape joins nothing", `"\n\u0301"`, "\"\\n\u0301\""},
		{"2^53", `[9007199254740992,-9007199254740992]`, `[9007199254740992,-9007199254740992]`},
		{"digits in a string are no number", `"9007199254740993 \" 9007199254740993"`, `"9007199254740993 \" 9007199254740993"`},
		{"minus zero", `-0`, `0`},
	} {
		got, err := ledger.Canonical(json.RawMessage(c.in))
		if err != nil || string(got) != c.want {
			t.Errorf("%s:\n got %s, %v\nwant %s", c.name, got, err, c.want)
		}
	}
}

func TestCanonicalRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		v    any
		says string
	}{
		{"2^53 + 1", int64(9007199254740993), "9007199254740993"},
		{"an integer of 40 digits", json.RawMessage(strings.Repeat("1", 40)), "2^53"},
		{"a number beyond a double", json.RawMessage(`1e999`), "canonical json"},
		{"keys that are one in form C", map[string]int{"é": 1, "e\u0301": 2}, "NFC"},
		{"what is no JSON", make(chan int), "canonical json"},
	} {
		if b, err := ledger.Canonical(c.v); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %s, %v", c.name, b, err)
		}
	}
}

// FuzzCanonical holds Canonical against another implementation of RFC 8785.
func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{`{}`, `{"b":[1,2.5e-7,-0],"a":"\u00e9 \ud83d\ude00 \u2028"}`, `[0.1,1e21,1e-7,123456789012]`,
		`{"a":{"a":[[],{},null,true]}}`, `"\u0000\u001f\"\\/"`, `"e\u0301"`, `1E-400`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if !json.Valid(in) {
			t.Skip()
		}
		got, err := ledger.Canonical(json.RawMessage(in))
		if err != nil {
			return
		}
		again, err := ledger.Canonical(json.RawMessage(got))
		if err != nil || !bytes.Equal(again, got) {
			t.Errorf("canonical of canonical: %q then %q, %v", got, again, err)
		}
		if !norm.NFC.IsNormal(in) || bytes.ContainsRune(in, '\\') {
			return // the oracle does not compose
		}
		want, err := jcs.Transform(in)
		if err != nil {
			return // the oracle limits depth and refuses what json lets pass as U+FFFD
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	})
}
