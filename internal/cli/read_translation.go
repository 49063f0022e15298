package cli

import (
	"errors"
	"fmt"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/store"
)

// translates links d to the original that it translates. readable says that rules read the
// original: then its statements are proposed from there alone, so that no translation ever
// looks like a second origin.
func (c readCmd) translates(a *app, st *store.Store, d *document.Document) (readable bool, err error) {
	switch {
	case c.TranslationOf == "" && c.TranslatedBy == "":
		return false, nil
	case c.TranslationOf == "":
		return false, errors.New("read: --translated-by goes with --translation-of ID")
	case len(c.Inputs) != 1:
		return false, errors.New("read: --translation-of goes with one file")
	case st == nil:
		return false, errors.New("read: --translation-of needs the workspace that holds the original: leave --dry-run out")
	}
	original, err := st.Document(a.ctx, c.TranslationOf)
	if err != nil {
		return false, fmt.Errorf("read: --translation-of: %w", err)
	}
	if err := d.Translates(original, document.Translator(c.TranslatedBy)); err != nil {
		return false, fmt.Errorf("read: %w", err)
	}
	if d.Published == nil { // the words are those of the original's day
		if d.Published = original.Published; d.Published != nil {
			stamp := *original.Published
			stamp.Source = "the original's: " + stamp.Source
			d.Published = &stamp
		}
	}
	if original.Readable() {
		d.Warnings = append(d.Warnings, "a translation of "+original.ID+": the statements are proposed from the original, so that nobody counts twice")
	}
	return original.Readable(), nil
}
