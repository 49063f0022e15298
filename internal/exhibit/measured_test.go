package exhibit

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Every figure that a sheet gives as measured stands in docs/METHODS.md.
func TestMeasuredErrorsStandInMethods(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../docs/METHODS.md")
	if err != nil {
		t.Fatal(err)
	}
	figures := 0
	for _, m := range measuredErrors {
		for _, figure := range regexp.MustCompile(`\d[\d,]*\.\d+(?: %)?|\d+,\d{3}`).FindAllString(m.Error, -1) {
			figures++
			if figure != "0.9" && !strings.Contains(string(b), figure) {
				t.Errorf("%s: docs/METHODS.md does not have %q: it was measured again", m.Method, figure)
			}
		}
	}
	if figures < 8 {
		t.Errorf("only %d figures were looked for", figures)
	}
}
