package law_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/law"
)

// TestNoSuchState: before its independence and after its end a state is bound by nothing, no duty
// is listed of it, custom included, and the words say so; on the first day it stands.
func TestNoSuchState(t *testing.T) {
	t.Parallel()
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		state, on string
		none      string // empty: it stood
	}{
		{"SS", "2010-01-01", "South Sudan is independent since 9 July 2011"},
		{"SS", "2011-07-08", "Sudan's (SD) before"},
		{"SS", "2011-07-09", ""},
		{"SU", "2025-01-01", "the Soviet Union ended on 26 December 1991"},
		{"SU", "1985-01-01", ""},
		{"DD", "1990-10-03", "Germany's (DE) since"},
		{"IR", "1960-01-01", ""},
	} {
		got := law.NoState(c.state, day(c.on))
		if (got == "") != (c.none == "") || !strings.Contains(got, c.none) {
			t.Errorf("%s on %s: %q, want %q", c.state, c.on, got, c.none)
		}
		if c.none == "" {
			continue
		}
		h := law.Hop{On: day(c.on), Actor: c.state, Role: law.Receives}
		if d, not, no := law.Duties(h), law.NotBoundBy(h), law.NoDataOn(h); len(d)+len(not)+len(no) > 0 {
			t.Errorf("%s on %s: %d duties, %d treaties not binding, %d without data, of a state that was none", c.state, c.on, len(d), len(not), len(no))
		}
		if s := law.StatusOf(c.state, "CAT", day(c.on)); s.Bound != law.NotBound || s.Why != got {
			t.Errorf("%s on %s: %s, %q", c.state, c.on, s.Bound, s.Why)
		}
	}
	if got := law.NoState("SS", time.Time{}); got != "" {
		t.Errorf("no day is known, and it says %q", got)
	}
}
