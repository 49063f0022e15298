package operation_test

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// way writes a path as a test reads it: mode, places and marks of each hop.
func way(v operation.View) string {
	var out []string
	for _, s := range v.Path {
		var marks []string
		for _, m := range s.Marks {
			marks = append(marks, string(m))
		}
		hop := string(s.Mode) + " " + s.From
		if s.Mode != operation.Held {
			hop += " > " + s.To
		}
		hop += " [" + strings.Join(marks, " ") + "]"
		if s.Disputed {
			hop += " disputed"
		}
		if s.Break {
			hop += " break"
		}
		out = append(out, hop)
	}
	return strings.Join(out, "; ")
}

func TestPaths(t *testing.T) {
	t.Parallel()
	a := statement.Hop{Text: "the ministry", Class: statement.Institution, State: "GH", Key: "ministry:GH"}
	b := statement.Hop{Text: "lawyers", Class: statement.NGO, Key: "lawyers"}
	moved := func(id, text string, who statement.Hop, stops ...string) *builder {
		s := st(id, "d-1", text, who).topic(statement.TopicFlight)
		for i := 0; i+1 < len(stops); i++ {
			s.move(stops[i], "", stops[i+1], statement.Happened)
		}
		return s
	}
	for _, c := range []struct {
		name   string
		states string
		list   []*builder
		want   string
	}{
		{"nothing", "US GH", nil, "detention United States [unknown]"},
		{"S14, a ferry", "GR TR", []*builder{moved("s-1", "ten people were put on a ferry to Turkey", a, "GR", "TR")},
			"detention Greece [unknown]; ferry Greece > Turkey [said]"},
		{"S2, another carrier takes them on", "US EG KW IR", []*builder{
			moved("s-1", "the plane flew from Arizona by way of Cairo to Kuwait", a, "US-AZ", "EG", "KW"),
			moved("s-2", "a Kuwait Airways charter flew them on to Tehran", b, "KW", "IR"),
		}, "detention United States [unknown]; aircraft Arizona > Egypt [said]; aircraft Egypt > Kuwait [said]; aircraft Kuwait > Iran [said]"},
		{"S11, partial routes merge", "US IE BG IL", []*builder{
			moved("s-1", "the jet flew from Bulgaria to Israel", a, "BG", "IL"),
			moved("s-2", "the jet left Ireland for Bulgaria", b, "IE", "BG"),
			moved("s-3", "the jet left the United States for Ireland", b, "US", "IE"),
		}, "detention United States [unknown]; aircraft United States > Ireland [said]; aircraft Ireland > Bulgaria [said]; aircraft Bulgaria > Israel [said]"},
		{"a way that nothing tells", "US KW IR", []*builder{
			moved("s-1", "the plane flew to Egypt", a, "US", "KW"), moved("s-2", "a bus brought them from Turkey to Iran", b, "TR", "IR"),
		}, "detention United States [unknown]; aircraft United States > Kuwait [said]; not stated Kuwait > Turkey [unknown] break; bus Turkey > Iran [said]"},
		{"S20, held after landing and sent on", "US GH", []*builder{
			moved("s-1", "a C-17 flew fourteen people from the United States to Ghana", b, "US", "GH"),
			moved("s-2", "clients are held in Ghana", b),
			moved("s-3", "some were taken by bus from Ghana to Togo", b, "GH", "TG"),
		}, "detention United States [unknown]; aircraft United States > Ghana [said]; detention Ghana [said]; bus Ghana > Togo [said]"},
	} {
		e := operation.Evidence{Operation: operation.Operation{Slug: "x", States: strings.Fields(c.states)}, Documents: []document.Document{report("d-1", "One", "2025-09-08")}}
		for _, s := range c.list {
			e.Statements = append(e.Statements, s.s)
		}
		if got := way(operation.Confront(e)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	want := "detention United States [unknown]; aircraft Alexandria (KAEX) > Doha (OTHH) [seen said]; aircraft Doha (OTHH) > lost, as stated to Iran [seen unknown said]"
	if got := way(operation.Confront(iran())); got != want {
		t.Errorf("S1, a track that is lost on a stated way:\n got %s\nwant %s", got, want)
	}
}
