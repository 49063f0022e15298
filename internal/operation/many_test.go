package operation_test

import (
	"fmt"
	"testing"

	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// crowd is an operation with n statements of as many origins and figures.
func crowd(n int) operation.Evidence {
	e := iran()
	for i := range n {
		who := statement.Hop{Text: fmt.Sprintf("official %d", i), Class: statement.NamedOfficial, State: "US", Key: fmt.Sprintf("official-%d", i)}
		e.Statements = append(e.Statements, st(fmt.Sprintf("s-many-%05d", i), "d-paper", fmt.Sprintf("%d Iranians were aboard", 50+i%90), who).people(50+i%90, statement.Exact, "Iranians").of("IR").s)
	}
	return e
}

// TestManyStatements: hundreds of statements on one operation are bounded in what is compared
// pair by pair, and nothing of what was stated is lost.
func TestManyStatements(t *testing.T) {
	t.Parallel()
	v := operation.Confront(crowd(1500))
	q := question(t, v, operation.HowMany)
	if len(q.Answers) < 1500 || q.Grade != operation.Contested {
		t.Errorf("%d answers, %s; want every one of them and contested", len(q.Answers), q.Grade)
	}
	if len(q.Relations) > 5100 || q.Note == "" {
		t.Errorf("%d relations, note %q; want a bound that the note names", len(q.Relations), q.Note)
	}
}
