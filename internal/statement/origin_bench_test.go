package statement_test

import (
	"math/rand"
	"runtime"
	"testing"

	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/statement/measure"
)

// BenchmarkOrigins10000 groups ten thousand documents to origins with their drawings, drift and
// relations, after reading them outside the clock. The issue allows 60 s and 1 GB; `bench
// origins` counts the reading too.
func BenchmarkOrigins10000(b *testing.B) {
	docs := measure.Crowd(10000, rand.New(rand.NewSource(1)).Intn)
	var all []statement.Statement
	for _, d := range docs {
		all = append(all, statement.Propose(d)...)
	}
	for b.Loop() {
		groups := statement.OriginsTraced(docs, all)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(len(groups)), "groups")
		b.ReportMetric(float64(m.Sys>>20), "MB_of_system")
	}
	b.ReportMetric(float64(len(all)), "statements")
}
