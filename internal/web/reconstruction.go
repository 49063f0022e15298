package web

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/charterwatch/charterwatch/internal/store"
)

// retold remembers the sentences of the workspace's reconstructions. An operation is never
// changed or taken back, so that only operations newer than those already read are asked for.
type retold struct {
	mu        sync.Mutex
	size      int64 // of the log when they were read
	known     int   // operations already read
	sentences []string
}

// maxSentences is how many different sentences a banner has in full; every operation's own
// page has its own.
const maxSentences = 3

// banner joins the sentence of a page's own evidence with those of the workspace's
// reconstructions, each once: whoever lands on any page learns that what is kept here is in
// part retold or simulated.
func (p *pages) banner(ctx context.Context, own string) string {
	p.retold.mu.Lock()
	defer p.retold.mu.Unlock()
	size, err := p.keep.Size(ctx)
	total := p.retold.known
	if err == nil && size != p.retold.size {
		_, total, err = p.keep.Operations(ctx, store.Page{Limit: 1})
	}
	if err == nil {
		p.retold.size = size
	}
	if fresh := total - p.retold.known; err == nil && fresh > 0 {
		newest, _, e := p.keep.Operations(ctx, store.Page{Limit: fresh})
		if err = e; e == nil {
			for _, o := range slices.Backward(newest) {
				if o.Reconstruction != "" && !slices.Contains(p.retold.sentences, o.Reconstruction) {
					p.retold.sentences = append(p.retold.sentences, o.Reconstruction)
				}
			}
			p.retold.known = total
		}
	}
	if err != nil { // the page says what is known; an error page of a broken store still has it
		p.Log.WarnContext(ctx, "the sentences of reconstructions cannot be read", "error", err)
	}
	var others []string
	for _, s := range p.retold.sentences {
		if !strings.Contains(own, s) {
			others = append(others, s)
		}
	}
	if len(others) > maxSentences {
		others = append(others[:maxSentences:maxSentences], "More operations here are reconstructions; their own pages say of what.")
	}
	if len(others) == 0 {
		return own
	}
	return strings.TrimSpace(own + " In this workspace: " + strings.Join(others, " "))
}
