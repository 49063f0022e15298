package cli

import (
	"fmt"

	"github.com/charterwatch/charterwatch/internal/release"
)

// wording refuses text of an analyst that draws a conclusion which evidence cannot carry. It
// would stand on a page; a quotation of somebody who says so may.
func wording(what string, texts ...string) error {
	for _, text := range texts {
		if found := release.CheckWording(text); len(found) > 0 {
			f := found[0]
			return exitError{Usage, fmt.Errorf("%s: %q draws a conclusion (%q); %s", what, f.Sentence, f.Word, f.Suggestion)}
		}
	}
	return nil
}
