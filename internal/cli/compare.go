package cli

import (
	"fmt"
	"os"

	"github.com/charterwatch/charterwatch/internal/report"
)

// compareCmd compares two releases of one publisher, tables that somebody else made.
type compareCmd struct {
	Earlier string   `arg:"" type:"path" help:"The earlier release, a CSV with a heading."`
	Later   string   `arg:"" type:"path" help:"The later one."`
	Key     []string `placeholder:"COLUMN" help:"Columns that name a row; those before the count if not given."`
	Count   string   `placeholder:"COLUMN" help:"Column with the count; the last one of whole numbers if not given."`
	Note    string   `placeholder:"COLUMN" help:"Column with the publisher's notes; one headed note or comment if not given."`
	JSON    bool     `help:"Print as JSON."`
}

func (c compareCmd) Run(a *app) error {
	var tables [2]report.Table
	for i, path := range []string{c.Earlier, c.Later} {
		t, err := c.read(path)
		if err != nil {
			return err
		}
		tables[i] = t
	}
	found := report.CompareTables(tables[0], tables[1])
	if c.JSON {
		return a.printJSON(found)
	}
	return found.Text(a.stdout)
}

func (c compareCmd) read(path string) (report.Table, error) {
	f, err := os.Open(path)
	if err != nil {
		return report.Table{}, fmt.Errorf("compare: %w", err)
	}
	defer f.Close()
	t, err := report.ReadTable(path, f, report.Columns{Key: c.Key, Count: c.Count, Note: c.Note})
	if err != nil {
		return report.Table{}, fmt.Errorf("compare: %w", err)
	}
	return t, nil
}
