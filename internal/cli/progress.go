package cli

import (
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress is a bar on a terminal and silence elsewhere.
type progress struct {
	a    *app
	what string
	bar  *progressbar.ProgressBar
}

func (a *app) progress(what string) *progress { return &progress{a: a, what: what} }

// set shows how far the work is. The bar appears with the first call.
func (p *progress) set(done, total int) {
	if p.bar == nil {
		f, ok := p.a.stderr.(*os.File)
		if !ok || !term.IsTerminal(int(f.Fd())) {
			return
		}
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(f),
			progressbar.OptionSetDescription(p.what),
			progressbar.OptionShowCount(),
			progressbar.OptionClearOnFinish())
	}
	_ = p.bar.Set(done) // a bar that cannot be drawn must not stop the work
}

func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
