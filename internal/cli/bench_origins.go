package cli

import (
	"fmt"
	"math/rand"
	"runtime"
	"time"

	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/statement/measure"
)

// benchOriginsCmd times many documents from text to origins, beside what issue 4 allows.
type benchOriginsCmd struct {
	Documents int `default:"10000" help:"How many pages, half of them about one operation."`
}

// What ten thousand documents may take (issue 4).
const (
	originsTime   = 60 * time.Second
	originsMemory = 1 << 30
)

func (c benchOriginsCmd) Run(a *app) error {
	docs := measure.Crowd(c.Documents, rand.New(rand.NewSource(1)).Intn)
	start := time.Now()
	var all []statement.Statement
	for _, d := range docs {
		all = append(all, statement.Propose(d)...)
	}
	read := time.Since(start)
	groups := statement.OriginsTraced(docs, all)
	took := time.Since(start)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	origins := 0
	for _, g := range groups {
		origins += len(g.Origins)
	}
	fmt.Fprintf(a.stdout, "origins  %d documents, %d statements, %d groups, %d origins: read %s, grouped, drawn and compared %s, together %s (limit %s for 10,000); %d MB taken from the system (limit %d)\n",
		len(docs), len(all), len(groups), origins, round(read), round(took-read), round(took), originsTime, m.Sys>>20, originsMemory>>20)
	if c.Documents >= 10000 && (took > originsTime || m.Sys > originsMemory) {
		return exitError{Skipped, fmt.Errorf("bench origins: slower or larger than the limit")}
	}
	return nil
}
