package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/ledger"
)

// Captures returns every capture of an address in the order in which they were recorded, each
// without its text: see document.Versions and document.Address. An address that is none of
// the web has none.
func (s *Store) Captures(ctx context.Context, address string) ([]document.Document, error) {
	var out []document.Document
	err := s.read(ctx, func(q queryer) error {
		var err error
		out, err = captures(ctx, q, address)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("captures of %s: %w", address, s.explain(err))
	}
	return out, nil
}

// captures looks for the host, which every spelling of an address has, in the search column,
// and compares addresses as package document does.
func captures(ctx context.Context, q queryer, address string) ([]document.Document, error) {
	key := document.Address(address)
	if key == "" {
		return nil, nil
	}
	host, _, _ := strings.Cut(key, "/")
	where, args := likeWords("d.search", host, nil)
	var out []document.Document
	err := each(ctx, q, `SELECT r.body FROM documents d JOIN records r ON r.seq = d.seq WHERE `+where+` ORDER BY d.seq`, args,
		func(scan func(...any) error) error {
			var body string
			if err := scan(&body); err != nil {
				return err
			}
			var fact captureFact
			if err := ledger.Fact([]byte(body), &fact); err != nil {
				return err
			}
			if document.Address(fact.Document.URL) == key {
				out = append(out, fact.Document)
			}
			return nil
		})
	return out, err
}

// cameBack says whether an address shows again what it showed before something else: the last
// capture of it is of other bytes, and earlier than this one. Without a record of that the
// list of versions would say that the other text still stands there.
func (w *writing) cameBack(d document.Document) (bool, error) {
	list, err := captures(w.ctx, w, d.URL)
	if err != nil {
		return false, err
	}
	var last document.Document
	for _, c := range list {
		if c.Kind == d.Kind && !c.Retrieved.Before(last.Retrieved) {
			last = c
		}
	}
	return last.ID != "" && last.ID != d.ID && last.TextHash != d.TextHash && d.Retrieved.After(last.Retrieved), nil
}
