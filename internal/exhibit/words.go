package exhibit

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/charterwatch/charterwatch/internal/place"
)

func country(code string) string {
	if c, ok := place.CountryByCode(code); ok {
		return c.Name
	}
	return code
}

// words reads a code such as reassurance_to_returnees.
func words(code string) string {
	if code == "" {
		return "not stated"
	}
	return strings.ReplaceAll(code, "_", " ")
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// capital begins a sentence; a full stop at its end is the caller's.
func capital(s string) string {
	s = strings.TrimSuffix(s, ".")
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[min(n, len(s)):]
}

// asOf says a day, or a moment within one.
func asOf(t time.Time) string {
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return "the end of " + t.Format("2 January 2006") + " UTC"
	}
	return t.UTC().Format("2 January 2006 15:04") + " UTC"
}
