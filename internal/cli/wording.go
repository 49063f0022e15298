package cli

import (
	"github.com/charterwatch/charterwatch/internal/release"
)

// wording refuses text of an analyst that draws a conclusion which evidence cannot carry, or
// that tells who a returnee is. It would stand on a page; a quotation of a conclusion may.
func wording(what string, texts ...string) error {
	for _, text := range texts {
		if err := release.Refuse(what, text); err != nil {
			return exitError{Usage, err}
		}
	}
	return nil
}
