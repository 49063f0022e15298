package cli

import (
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// readBatch is how many documents of one input are read and kept at a time: one transaction
// each, and what an interruption costs at most.
const readBatch = 100

// each proposes the statements of an input's documents and keeps them, batch by batch. Every
// batch is kept whole or not at all; where the work is stopped, the error says what is kept.
func (c readCmd) each(a *app, st *store.Store, in string, docs []document.Document) ([]reading, error) {
	out := make([]reading, 0, len(docs))
	var faults []error
	bar := a.progress("reading " + in)
	defer bar.finish()
	for at := 0; at < len(docs); {
		batch := make([]prepared, min(readBatch, len(docs)-at))
		if err := c.prepare(a, st, docs[at:at+len(batch)], batch); err != nil {
			return out, stopped(a, err, st, in, len(out), len(docs))
		}
		if st != nil {
			if err := keep(a, st, batch); a.ctx.Err() != nil {
				return out, stopped(a, err, st, in, len(out), len(docs))
			} else if err != nil {
				faults = append(faults, fmt.Errorf("keep %s: %w", in, err))
			}
		}
		before := len(out)
		for _, p := range batch {
			if p.fault == nil {
				out = append(out, p.reading)
			}
		}
		if len(out) == before { // what keeps a whole batch out is no fault of its documents
			break
		}
		if at += len(batch); len(docs) > readBatch {
			bar.set(at, len(docs))
		}
	}
	return out, errors.Join(faults...)
}

// stopped says how far an interrupted work had come; any other error stands as it is.
func stopped(a *app, err error, st *store.Store, in string, done, of int) error {
	if a.ctx.Err() == nil || st == nil || of == 1 {
		return err
	}
	return fmt.Errorf("read %s: stopped: %d of %d documents are kept, each of them whole; the same command goes on from there: %w", in, done, of, a.ctx.Err())
}

// prepared is a reading that is not kept yet.
type prepared struct {
	reading   reading
	proposals []statement.Statement
	fault     error
}

// prepare reads documents to proposals, on all processors: what one document gives depends on
// nothing else. The further readers are asked one document at a time.
func (c readCmd) prepare(a *app, st *store.Store, docs []document.Document, into []prepared) error {
	workers := min(len(docs), runtime.GOMAXPROCS(0))
	if c.Readers.Model != "" || c.Readers.LLM != "" || c.TranslationOf != "" || c.TranslatedBy != "" {
		workers = 1
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(docs) && a.ctx.Err() == nil; i += workers {
				into[i] = c.propose(a, st, docs[i])
			}
		})
	}
	wg.Wait()
	if err := a.ctx.Err(); err != nil {
		return err
	}
	for _, p := range into {
		if p.fault != nil {
			return p.fault
		}
	}
	return nil
}

// propose reads one document.
func (c readCmd) propose(a *app, st *store.Store, d document.Document) (p prepared) {
	readable, err := c.translates(a, st, &d)
	if err != nil {
		return prepared{fault: exitError{Usage, err}}
	}
	if !readable {
		if p.proposals, err = c.Readers.propose(a, &d); err != nil {
			return prepared{fault: err}
		}
	}
	p.reading = reading{Document: d, Statements: []statement.Statement{}}
	for _, s := range p.proposals {
		if c.All || statement.InDomain(s) {
			p.reading.Statements = append(p.reading.Statements, s)
		} else {
			p.reading.Folded++
		}
	}
	return p
}

// keep records a batch in one transaction. Where one of its documents cannot be kept, the
// others are kept one by one, and the faults are named.
func keep(a *app, st *store.Store, batch []prepared) error {
	if len(batch) == 1 {
		return keepAlone(a, st, batch)
	}
	err := st.AddMany(a.ctx, func(m store.Many) (err error) {
		for i := range batch {
			p := &batch[i]
			if p.reading.Added, err = m.Document(p.reading.Document, p.reading.Document.Raw, p.proposals); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil || a.ctx.Err() != nil {
		return err
	}
	return keepAlone(a, st, batch)
}

// keepAlone records each document in a transaction of its own.
func keepAlone(a *app, st *store.Store, batch []prepared) error {
	var faults []error
	for i := range batch {
		p := &batch[i]
		if p.reading.Added, p.fault = st.AddDocument(a.ctx, p.reading.Document, p.reading.Document.Raw, p.proposals); p.fault != nil {
			faults = append(faults, p.fault)
		}
	}
	return errors.Join(faults...)
}
