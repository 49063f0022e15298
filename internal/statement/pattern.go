package statement

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

func (p pattern) FindAllString(s string, n int) []string { return p.compiled().FindAllString(s, n) }

func (p pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.compiled().FindAllStringSubmatch(s, n)
}

func (p pattern) FindString(s string) string { return p.compiled().FindString(s) }

func (p pattern) FindStringIndex(s string) []int { return p.compiled().FindStringIndex(s) }

func (p pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }

func (p pattern) ReplaceAllString(s, with string) string {
	return p.compiled().ReplaceAllString(s, with)
}
