package statement

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/document"
)

// S5: a copy of 19 February says "on Wednesday" and "yesterday" of a text of the 13th.
func TestCopyOfAnEarlierText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"the dateline says when", "PANAMA CITY, Feb. 13 (Agency) - A first flight landed on Wednesday with 119 deported people, the president said.", "2025-02-12"},
		{"a note says when", "A first flight landed on Wednesday with 119 deported people, the president said. This article was first published on 13 February 2025.", "2025-02-12"},
		{"a note without a day", "A first flight landed on Wednesday with 119 deported people, the president said. This article was republished from a partner.", "unresolved"},
		{"no sign of a copy", "A first flight landed on Wednesday with 119 deported people, the president said.", "2025-02-19"},
		{"a flight that was first published by somebody is no note", "A first flight landed on Wednesday with 119 deported people, the president said. A list was first published by officials.", "2025-02-19"},
	} {
		list := proposed(t, dated(t, "d", "2025-02-19", c.text))
		found := false
		for _, s := range list {
			if strings.HasSuffix(s.Content.Text, "119 deported people") {
				found = true
				if got := strings.Join(dateWords(s.Dates), "; "); !strings.HasSuffix(got, c.want) {
					t.Errorf("%s: %q, want %s", c.name, got, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%s: the statement is missing", c.name)
		}
	}
}

// S11: "on Monday" in a page of 6 February 2026 is 2 February, and the reason stands beside it.
func TestWeekdaySaysWhy(t *testing.T) {
	t.Parallel()
	for _, published := range []string{"2026-02-06", "2026-02-07"} {
		list := proposed(t, dated(t, "d", published, "A second deportation flight left Arizona on Monday."))
		if len(list) != 1 || len(list[0].Dates) != 1 {
			t.Fatalf("%s: %d statements", published, len(list))
		}
		d := list[0].Dates[0]
		if got := d.From.Format("2006-01-02"); got != "2026-02-02" || !strings.Contains(d.Reason, "latest Monday up to") || !strings.Contains(d.Reason, "day of publication") {
			t.Errorf("%s: %s, because %q", published, got, d.Reason)
		}
	}
}

// S13: the body says July, a caption June: both stay.
func TestCaptionWithAnotherMonth(t *testing.T) {
	t.Parallel()
	body, caption := "Five men were deported to Eswatini on 15 July 2025.", "Five men were deported to Eswatini on June 15, 2025."
	d := dated(t, "d", "2025-07-17", body+"\n\n"+caption)
	d.Parts = []document.Part{{Kind: document.Body, Start: 0, End: len(body)}, {Kind: document.Caption, Start: len(body) + 2, End: len(d.Text)}}
	got := map[document.PartKind]string{}
	for _, s := range proposed(t, d) {
		got[s.Part] += strings.Join(dateWords(s.Dates), "; ")
	}
	if got[document.Body] != "2025-07-15" || got[document.Caption] != "2025-06-15" {
		t.Errorf("%v", got)
	}
}

func TestWeekdayThatIsNotItsDate(t *testing.T) {
	t.Parallel()
	list := proposed(t, dated(t, "d", "2025-09-30", "Iranians were deported on Tuesday, 29 September 2025."))
	if d := list[0].Dates; len(d) != 1 || d[0].From.Format("2006-01-02") != "2025-09-29" || !strings.Contains(d[0].Reason, "one of the two is wrong") {
		t.Errorf("%+v", d)
	}
}

func TestNightAtBothEnds(t *testing.T) {
	t.Parallel()
	list := proposed(t, dated(t, "d", "2025-09-30", "The deportation flight flew from Louisiana to Iran late on Monday."))
	if len(list) != 1 || len(list[0].Dates) != 1 || !strings.Contains(list[0].Dates[0].Reason, "is Tuesday, 30 September in IR") {
		t.Errorf("%+v", list)
	}
}

// Two entries of one live blog say "today" of two days; a third says no time.
func TestLiveEntriesCountFromTheirOwnTime(t *testing.T) {
	t.Parallel()
	first, second, third := "A deportation flight landed in Tehran today.", "A deportation flight left Louisiana today.", "Another deportation flight left Louisiana today."
	d := dated(t, "d", "2025-09-28", first+"\n\n"+second+"\n\n"+third)
	at := func(day string) *document.Stamp { return dated(t, "", day, "").Published }
	d.Entries = []document.Entry{
		{Start: 0, End: len(first), At: at("2025-09-30")},
		{Start: len(first) + 2, End: len(first) + 2 + len(second), At: at("2025-09-29")},
		{Start: len(first) + len(second) + 4, End: len(d.Text)},
	}
	var got []string
	for _, s := range proposed(t, d) {
		got = append(got, strings.Join(dateWords(s.Dates), "; "))
	}
	if g := strings.Join(got, " | "); g != "2025-09-30 | 2025-09-29 | unresolved" {
		t.Errorf("%s", g)
	}
}
