package pdf

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	// MaxPages is the most pages that are read; a report has a few, a court's record hundreds.
	MaxPages = 2000
	// MaxText is the most text in bytes that is taken from one PDF, as much as forty novels.
	MaxText = 32 << 20
	// memoryPages bounds the engine's memory: 512 MiB in WebAssembly pages of 64 KiB, ten
	// times what a scanned book of a thousand pages took.
	memoryPages = 8192
)

// Text returns the text of each page. The context's end stops the work, also inside a page
// that would never end. cacheDir holds compiled code between runs; "" compiles each time.
// The same bytes give the same text.
func Text(ctx context.Context, raw []byte, cacheDir string) (pages []string, err error) {
	if ctx.Err() != nil { // compiling the engine takes seconds that nobody waits for
		return nil, fmt.Errorf("reading the PDF was stopped: %w", context.Cause(ctx))
	}
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages).
		WithCloseOnContextDone(true)
	if cacheDir != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(cacheDir); err == nil { // without it the start is slower, no more
			defer func() { _ = cache.Close(context.WithoutCancel(ctx)) }()
			config = config.WithCompilationCache(cache)
		}
	}
	defer func() {
		if p := recover(); p != nil { // the engine's bindings panic on memory that is not there
			pages, err = nil, fmt.Errorf("the PDF engine failed: %v", p)
		}
		if ctx.Err() != nil {
			pages, err = nil, fmt.Errorf("reading the PDF was stopped: %w", context.Cause(ctx))
		}
	}()
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MinIdle: 0, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), // no folder of this machine
		Stdout:   io.Discard, Stderr: io.Discard,
		RandomSource:  rand.NewChaCha8(sha256.Sum256(raw)), // the same bytes, the same text
		RuntimeConfig: config,
	})
	if err != nil {
		return nil, fmt.Errorf("start the PDF engine: %w", err)
	}
	defer func() { _ = pool.Close() }()
	engine, err := pool.GetInstance(time.Minute)
	if err != nil {
		return nil, fmt.Errorf("start the PDF engine: %w", err)
	}
	defer func() { _ = engine.Close() }()
	doc, err := engine.OpenDocument(&requests.OpenDocument{File: &raw})
	if err != nil {
		return nil, fmt.Errorf("open the PDF (damaged, or locked by a password): %w", err)
	}
	count, err := engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, fmt.Errorf("count the PDF's pages: %w", err)
	}
	if count.PageCount > MaxPages {
		return nil, fmt.Errorf("the PDF has %d pages, and at most %d are read: cut out the part that matters", count.PageCount, MaxPages)
	}
	total := 0
	for i := range count.PageCount {
		page, err := engine.GetPageText(&requests.GetPageText{Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: i}}})
		if err != nil {
			return nil, fmt.Errorf("read page %d of the PDF: %w", i+1, err)
		}
		if total += len(page.Text); total > MaxText {
			return nil, fmt.Errorf("the PDF's text passes %d MiB on page %d: cut out the part that matters", MaxText>>20, i+1)
		}
		pages = append(pages, page.Text)
	}
	if total == 0 {
		return nil, errors.New("the PDF holds no text, only pictures: type what it says and read that")
	}
	return pages, nil
}
