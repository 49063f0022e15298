package web

import (
	"context"
	"strings"

	"github.com/charterwatch/charterwatch/internal/store"
)

// maxBeside is how much of an original is printed beside its translation, in bytes; its own
// page has all of it.
const maxBeside = 64 << 10

// translations finds the original of a translation, and the translations of an original.
func (p *pages) translations(ctx context.Context, b *documentPage) error {
	if id := b.Document.TranslationOf; id != "" {
		original, err := p.keep.Document(ctx, id)
		if err != nil {
			return err
		}
		original.Text = clip(original.Text, maxBeside)
		b.Original = &original
		return nil
	}
	near, _, err := p.keep.Documents(ctx, store.Page{Query: b.Document.ID, Limit: 50})
	if err != nil {
		return err
	}
	for _, d := range near {
		if d.TranslationOf == b.Document.ID {
			b.Translations = append(b.Translations, d)
		}
	}
	return nil
}

// lines are the paragraphs of a text that is only shown.
func lines(text string) []string {
	var out []string
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
