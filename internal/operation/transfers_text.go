package operation

import (
	"fmt"

	"github.com/charterwatch/charterwatch/internal/law"
)

// transfersText prints nationality against destination, what came after landing, and the
// standing warnings, each with the day and the subject that it had.
func (v View) transfersText(p *printer) {
	p.section("Third countries and onward transfer: nationality against place, as stated")
	if len(v.Transfers.Rows) == 0 {
		p.line("  □ no destination is named")
	}
	for _, r := range v.Transfers.Rows {
		mark, who := "□", "nationality not stated"
		if r.Nationality != "" {
			who = "nationals of " + stateName(r.Nationality)
		}
		if r.Moved != law.NotStated {
			mark = "●"
		}
		p.para("  "+mark+" ", "    ", fmt.Sprintf("%s, %s (%s): %s; %s", who, stateName(r.Place), r.Role, r.Moved, r.Why))
	}
	for _, l := range v.Transfers.Landed {
		p.para("  ● ", "    ", fmt.Sprintf("after landing: %s, by %s: “%s”", l.Kind, l.Origin, l.Quote))
		p.refs("    ", l.Refs)
	}
	if len(v.Transfers.Landed) == 0 {
		p.line("  □ after landing: nothing is stated of where the people were held or went")
	}
	if v.Transfers.Disputed != "" {
		p.para("  ≠ ", "    ", v.Transfers.Disputed)
	}
	for _, w := range v.Transfers.Warnings {
		p.para("  § ", "    ", fmt.Sprintf("warning by %s, %s, on %s. It is %s. %s (%s)", w.By, dayText(w.On), w.Subject, w.Bears, w.Source, w.Verified))
	}
}
