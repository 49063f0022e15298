package cli

import (
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/store"
)

// beginningShown is how many identifiers are offered for a shortened one.
const beginningShown = 5

// beginning says, of an identifier that nothing has, that identifiers are given whole, and which
// begin with it. It is the end of an error, so what cannot be listed is left out.
func (a *app) beginning(st *store.Store, id string) string {
	const whole = "; identifiers are given whole, as the lists print them"
	if len(id) < 3 {
		return whole
	}
	var all []string
	switch {
	case strings.HasPrefix(id, "s-"):
		list, _ := statementsListCmd{All: true}.gather(a, st)
		for _, s := range list {
			all = append(all, s.ID)
		}
	case strings.HasPrefix(id, "d-"):
		list, _ := a.allDocuments(st)
		for _, d := range list {
			all = append(all, d.ID)
		}
	default:
		bare := strings.TrimPrefix(id, "j-")
		if hex, _, _ := strings.Cut(bare, "-"); !isHex(strings.ToLower(hex)) {
			return whole
		} else if legs, _, err := st.Legs(a.ctx, store.LegFilter{Hex: strings.ToLower(hex), Limit: 1000}); err == nil {
			for _, l := range legs {
				all = append(all, strings.TrimSuffix(id, bare)+l.ID)
			}
		}
	}
	all = slices.DeleteFunc(all, func(s string) bool { return s == id || !strings.HasPrefix(s, id) })
	slices.Sort(all)
	all = slices.Compact(all)
	switch n := len(all); {
	case n == 0:
		return whole
	case n > beginningShown:
		return whole + "; these begin so: " + strings.Join(all[:beginningShown], ", ") + " and more"
	default:
		return whole + "; this begins so: " + strings.Join(all, ", ")
	}
}
