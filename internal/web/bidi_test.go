package web

import (
	"regexp"
	"testing"
)

// A Latin run inside Persian text stands alone; the text itself stays letter for letter.
func TestIsolated(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Flight GXA6143 left":  "Flight GXA6143 left",
		"با N276GX ۷ مهر":      `با <bdi dir="ltr">N276GX</bdi> ۷ مهر`,
		"<b>رحلة GXA 6143</b>": `&lt;<bdi dir="ltr">b</bdi>&gt;رحلة <bdi dir="ltr">GXA 6143</bdi>&lt;/<bdi dir="ltr">b</bdi>&gt;`,
	} {
		got := string(isolated(text))
		if got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
		if plain := regexp.MustCompile(`</?bdi[^>]*>`).ReplaceAllString(got, ""); plain != string(exact(text)) {
			t.Errorf("%q: the letters are %q", text, plain)
		}
	}
}
