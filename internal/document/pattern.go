package document

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first asked. The package has so many
// of them that compiling all took a tenth of the start of a program that asks none.
type pattern struct{ compiled func() *regexp.Regexp }

// patterns are all of them, so that a test can see that each compiles.
var patterns []pattern

func late(text string) pattern {
	p := pattern{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })}
	patterns = append(patterns, p)
	return p
}

func (p pattern) MatchString(s string) bool { return p.compiled().MatchString(s) }

func (p pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringIndex(s, n)
}

func (p pattern) FindString(s string) string { return p.compiled().FindString(s) }

func (p pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }

func (p pattern) FindSubmatch(b []byte) [][]byte { return p.compiled().FindSubmatch(b) }
