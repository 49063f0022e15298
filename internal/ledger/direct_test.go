package ledger

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

type inner struct {
	Zulu  string         `json:"zulu,omitempty"`
	Alpha *int           `json:"alpha"`
	Map   map[string]int `json:"map,omitempty"`
}

type outer struct {
	Text    string         `json:"text"`
	X       float64        `json:"x"`
	N       int64          `json:"n,omitempty"`
	U       uint16         `json:"u"`
	Yes     bool           `json:"Yes,omitempty"`
	At      time.Time      `json:"at"`
	Perhaps *time.Time     `json:"perhaps,omitempty"`
	List    []inner        `json:"list"`
	Pair    [2]*time.Time  `json:"pair"`
	By      map[string]int `json:"by"`
	One     inner          `json:"one,omitempty"`
	hidden  int
	Hidden  int `json:"-"`
}

// The short way writes the bytes of the long one, or leaves a value to it.
func TestDirectIsByJSON(t *testing.T) {
	t.Parallel()
	long := 0
	rapid.Check(t, func(t *rapid.T) {
		text, integer := rapid.StringMatching(`[ -~]{0,12}`), rapid.IntRange(-1e15, 1e15)
		odd := rapid.Bool().Draw(t, "odd")
		if odd {
			text, integer = rapid.String(), rapid.Int()
		}
		moment := rapid.Custom(func(t *rapid.T) time.Time {
			at := time.Unix(rapid.Int64Range(-70_000_000_000, 260_000_000_000).Draw(t, "s"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns"))
			if odd && rapid.Bool().Draw(t, "zone") {
				return at.In(time.FixedZone("", 3600))
			}
			return at.UTC()
		})
		double := rapid.OneOf(rapid.Float64Range(1e-5, 1e14), rapid.Just(math.Copysign(0, -1)),
			rapid.Map(rapid.IntRange(-1e9, 1e9), func(n int) float64 { return float64(n) / 1e4 }))
		in := rapid.Custom(func(t *rapid.T) inner {
			return inner{text.Draw(t, "zulu"), rapid.Ptr(integer, true).Draw(t, "alpha"), rapid.MapOfN(text, integer, 0, 3).Draw(t, "map")}
		})
		v := outer{Text: text.Draw(t, "text"), X: double.Draw(t, "x"), N: rapid.Int64Range(-1<<53-1, 1<<53+1).Draw(t, "n"),
			U: rapid.Uint16().Draw(t, "u"), Yes: rapid.Bool().Draw(t, "yes"), At: moment.Draw(t, "at"), Perhaps: rapid.Ptr(moment, true).Draw(t, "perhaps"),
			List: rapid.SliceOfN(in, 0, 3).Draw(t, "list"), Pair: [2]*time.Time{nil, rapid.Ptr(moment, true).Draw(t, "pair")},
			By: rapid.MapOfN(text, integer, 0, 3).Draw(t, "by"), One: in.Draw(t, "one"), hidden: 1, Hidden: 2}
		if odd {
			v.X = rapid.Float64().Draw(t, "odd x")
		}
		if rapid.Bool().Draw(t, "none") {
			v.List, v.By = nil, nil
		}
		got, ok := direct(v)
		if !ok {
			long++
			return
		}
		want, err := byJSON(v)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("%+v:\n got %s\nwant %s, %v", v, got, want, err)
		}
	})
	t.Logf("%d values went the long way", long)
}

// What JSON writes in a form of its own, or what the canonical form changes, is left to the long way.
func TestDirectLeavesTheUnusual(t *testing.T) {
	t.Parallel()
	type self struct {
		Next *self `json:"next"`
	}
	for name, v := range map[string]any{
		"nothing": nil, "bytes": []byte("x"), "a raw text": byteForm("x"), "letters beyond ASCII": "é", "a control character": "\n",
		"an integer that a double rounds": int64(1<<53 + 1), "infinity": math.Inf(1), "an exponent": 1e-7, "a zone": time.Unix(0, 0).In(time.FixedZone("", 60)),
		"a year of five digits": time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC), "a type that holds itself": self{&self{}},
		"promoted fields": struct{ inner }{}, "no tag": struct{ Field int }{}, "another option": struct {
			N int `json:"n,string"`
		}{}, "keys that are no text": map[int]int{1: 1}, "any": []any{1},
	} {
		if got, ok := direct(v); ok {
			t.Errorf("%s: written as %s", name, got)
		}
	}
	if got, ok := direct(outer{Text: `a "b" \c <d> & ` + strings.Repeat("x", 100)}); !ok || !bytes.Contains(got, []byte(`"a \"b\" \\c <d> & x`)) {
		t.Errorf("usual text: %s, %t", got, ok)
	}
}

type byteForm string

func (byteForm) MarshalJSON() ([]byte, error) { return []byte(`"own"`), nil }
