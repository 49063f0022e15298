package cli

import (
	"fmt"

	"github.com/charterwatch/charterwatch/internal/store"
)

// doctorCmd looks at a workspace and explains.
type doctorCmd struct {
	JSON bool `help:"Print as JSON."`
}

func (c doctorCmd) Run(a *app) error {
	findings := store.Examine(a.ctx, a.dir(), store.Options{Now: a.now, Rand: a.rand})
	ill := 0
	for _, f := range findings {
		if !f.Well {
			ill++
		}
	}
	if c.JSON {
		if err := a.printJSON(findings); err != nil {
			return err
		}
	} else {
		for _, f := range findings {
			mark := "well"
			if !f.Well {
				mark = "LOOK"
			}
			fmt.Fprintf(a.stdout, "%s  %s\n", mark, f.What)
			if f.Do != "" {
				fmt.Fprintf(a.stdout, "      do: %s\n", f.Do)
			}
		}
	}
	if ill > 0 {
		return exitError{Skipped, fmt.Errorf("%d thing(s) to look at in %s", ill, a.dir())}
	}
	return nil
}
