package web

import (
	"context"
	"sync"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
)

// gathered remembers days while nothing was recorded: a day of the world is gathered from
// thousands of legs, and nothing that it is gathered from changes without a record.
type gathered struct {
	mu   sync.Mutex
	size int64          // of the log
	days map[string]Day // by day and rule; not to be changed
}

// daysKept is how many days are remembered: a month of them, each of some hundred kilobytes.
const daysKept = 31

// dayOf gathers a day or takes what was gathered at the same state of the log.
func (p *pages) dayOf(ctx context.Context, date time.Time, rule journey.Rule) (Day, error) {
	log, err := p.keep.Ledger(ctx) // before it is gathered: what is recorded meanwhile makes it old
	if err != nil {
		return Day{}, err
	}
	key := date.Format(time.DateOnly) + " " + rule.Name
	p.gathered.mu.Lock()
	if p.gathered.days == nil || p.gathered.size != log.Size || len(p.gathered.days) >= daysKept {
		p.gathered.days, p.gathered.size = map[string]Day{}, log.Size
	}
	d, ok := p.gathered.days[key]
	p.gathered.mu.Unlock()
	if ok {
		return d, nil
	}
	if d, err = DayOf(ctx, p.keep, date, rule, p.Listed, p.Airports); err != nil {
		return d, err
	}
	p.gathered.mu.Lock()
	defer p.gathered.mu.Unlock()
	if p.gathered.size == log.Size {
		p.gathered.days[key] = d
	}
	return d, nil
}
