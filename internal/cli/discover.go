package cli

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/web"
)

// discoverCmd finds aircraft that are on no list.
type discoverCmd struct {
	List discoverListCmd `cmd:"" default:"withargs" help:"The ten aircraft of a day that flew most like removal work and are on no list, with why."`
	Mark discoverMarkCmd `cmd:"" help:"Record what you found out of one of them."`
}

// listFlag names the user's own list.
type listFlag struct {
	Known string `name:"list" placeholder:"FILE" type:"path" help:"Your own list: addresses or registrations, one a line; they are not found again."`
}

// listed reads the user's list: the first word of each line, "#" begins a comment. A word that
// is neither an address nor a registration is said and left out; a file of nothing else is refused.
func (f listFlag) listed(a *app) (map[string]string, error) {
	if f.Known == "" {
		return nil, nil
	}
	file, err := os.Open(f.Known)
	if err != nil {
		return nil, exitError{Usage, fmt.Errorf("--list: %w", err)}
	}
	defer file.Close()
	out := map[string]string{}
	lines := bufio.NewScanner(file)
	number, bad := 0, 0
	for lines.Scan() {
		number++
		text, _, _ := strings.Cut(lines.Text(), "#")
		words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",; \t\r\ufeff\"", r) })
		if len(words) == 0 {
			continue
		}
		if !namesAircraft(words[0]) {
			bad++
			fmt.Fprintf(a.stderr, "--list %s, line %d: %q is no address of six hex digits and no registration; left out\n", filepath.Base(f.Known), number, words[0])
			continue
		}
		out[strings.ToLower(words[0])], out[strings.ToUpper(words[0])] = f.Known, f.Known
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("--list %s: %w", f.Known, err)
	}
	if bad > 0 && len(out) == 0 {
		return nil, exitError{Usage, fmt.Errorf("--list %s: no line begins with an address or a registration", f.Known)}
	}
	return out, nil
}

// namesAircraft reports that a word can be an address or a registration: letters, digits and
// dashes, with a digit or a dash among them (ICAO Annex 7: at most seven characters beside dashes).
func namesAircraft(word string) bool {
	marked := false
	for _, r := range word {
		digit := r >= '0' && r <= '9' || r == '-'
		if !digit && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return false
		}
		marked = marked || digit
	}
	return isHex(strings.ToLower(word)) || marked && len(word) <= 8
}

type discoverListCmd struct {
	Day string `placeholder:"DATE" help:"The UTC day; else yesterday."`
	listFlag
	JSON bool `help:"Print as JSON."`
	CSV  bool `help:"Print as CSV."`
}

func (c discoverListCmd) Run(a *app) error {
	day, err := a.dayOrYesterday(c.Day)
	if err != nil {
		return err
	}
	listed, err := c.listed(a)
	if err != nil {
		return err
	}
	airports, err := a.airports()
	if err != nil {
		return err
	}
	rule, err := journey.RuleNamed("monitor-monthly")
	if err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		d, err := web.DayOf(a.ctx, st, day, rule, listed, airports)
		if err != nil {
			return err
		}
		switch {
		case c.JSON:
			return a.printJSON(struct {
				Day      string             `json:"day"`
				Method   string             `json:"method"`
				Coverage []journey.Coverage `json:"coverage"`
				Finds    []journey.Find     `json:"finds"`
			}{d.Day, d.FindMethod, d.Coverage, d.Finds})
		case c.CSV:
			return web.CSV(a.stdout, findTable(d))
		}
		for i, f := range d.Finds {
			fmt.Fprintf(a.stdout, "%2d  %s  %s  %s  %+.2f  %s  %s\n", i+1, f.Hex, orUnknown(f.Registration), orUnknown(f.Type), f.Score, f.Route, strings.Join(f.Callsigns, " "))
			for _, r := range f.Reasons {
				fmt.Fprintf(a.stdout, "      %+.2f  %s\n", r.Weight, r.Text)
			}
			if v := f.Verdict; v != nil {
				fmt.Fprintf(a.stdout, "      looked at for %s: %s, %s (%s)\n", v.Day, v.Verdict, v.Why, v.By)
			}
			if len(f.News) > 0 {
				fmt.Fprintf(a.stdout, "      since then new: %s\n", strings.Join(f.News, "; "))
			}
		}
		fmt.Fprintf(a.stdout, "%s: %s\n%d aircraft to look at; a proposal, never a finding\n", d.Day, d.Line, len(d.Finds))
		return nil
	})
}

func (a *app) dayOrYesterday(text string) (time.Time, error) {
	day, err := parseDay("--day", text)
	if err == nil && day.IsZero() {
		day = a.now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -1)
	}
	return day, err
}

func findTable(d web.Day) [][]string {
	rows := [][]string{{"day", "place", "hex", "registration", "type", "callsigns", "route", "journey", "score", "reasons", "verdict", "new_since", "simulated"}}
	for i, f := range d.Finds {
		var reasons []string
		for _, r := range f.Reasons {
			reasons = append(reasons, fmt.Sprintf("%+.2f %s", r.Weight, r.Text))
		}
		verdict := ""
		if f.Verdict != nil {
			verdict = f.Verdict.Verdict
		}
		rows = append(rows, []string{d.Day, strconv.Itoa(i + 1), f.Hex, f.Registration, f.Type, strings.Join(f.Callsigns, " "), f.Route, f.Journey,
			strconv.FormatFloat(f.Score, 'f', 2, 64), strings.Join(reasons, "; "), verdict, strings.Join(f.News, "; "), strconv.FormatBool(f.Simulated)})
	}
	return rows
}

// discoverMarkCmd records a verdict.
type discoverMarkCmd struct {
	Aircraft string `arg:"" help:"Its address of six hex digits, or its registration."`
	Verdict  string `arg:"" help:"removal-work, other-work or not-decided."`
	Why      string `required:"" help:"Why, in a sentence. Never a returnee's name."`
	Day      string `placeholder:"DATE" help:"The UTC day on which you looked at it; else yesterday."`
	By       string `help:"Who decides; your user name if not given."`
}

func (c discoverMarkCmd) Run(a *app) error {
	day, err := a.dayOrYesterday(c.Day)
	if err != nil {
		return err
	}
	if err := wording("discover mark", c.Why); err != nil {
		return err
	}
	airports, err := a.airports()
	if err != nil {
		return err
	}
	verdict := strings.ReplaceAll(strings.ToLower(c.Verdict), "-", " ")
	return a.withStore(func(st *store.Store) error {
		hex := strings.ToLower(c.Aircraft)
		if !isHex(hex) {
			hexes, err := st.HexesOf(a.ctx, c.Aircraft)
			if err != nil {
				return err
			}
			if len(hexes) != 1 {
				return exitError{Usage, fmt.Errorf("discover mark: %q is said of %d addresses; give the address of six hex digits", c.Aircraft, len(hexes))}
			}
			hex = hexes[0]
		}
		v, err := web.VerdictOn(a.ctx, st, hex, day, nil, airports)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("discover mark: %w; --day says on which day you looked at it", err)
		}
		if err != nil {
			return err
		}
		v.Verdict, v.Why, v.By = verdict, c.Why, by(c.By)
		seq, err := st.Judge(a.ctx, v)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s: %s on %s, ledger record %d\n", hex, verdict, v.Day, seq)
		if verdict == journey.JudgedOther && len(v.Signs) > 0 {
			fmt.Fprintf(a.stdout, "It is not named again unless it does something beside: %s\n", strings.Join(v.Signs, "; "))
		}
		return nil
	})
}
