package cli

import (
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"time"

	"github.com/charterwatch/charterwatch/internal/store"
)

// benchPageCmd times the operation page of the example in a workspace full of other legs.
type benchPageCmd struct {
	Legs  int `default:"100000" help:"Other legs in the workspace."`
	Times int `default:"50" help:"How often the page is opened."`
}

func (c benchPageCmd) Run(a *app) error {
	return inTemp(func(dir string) error {
		quiet := *a
		quiet.stdout = discard{}
		if err := (demoCmd{NoServe: true, Dir: dir}).Run(&quiet); err != nil {
			return err
		}
		quiet.workspace = filepath.Join(dir, "workspace")
		return quiet.withStore(func(st *store.Store) error {
			start := time.Now()
			if err := fillLegs(&quiet, st, c.Legs); err != nil {
				return err
			}
			filled := time.Since(start)
			h, err := quiet.handler(st, nil)
			if err != nil {
				return err
			}
			var ts timings
			size := 0
			for range max(c.Times, 1) + 1 {
				req := httptest.NewRequest("GET", "http://127.0.0.1/operations/"+exampleSlug+"?as-of="+exampleAsOf, nil)
				rec := httptest.NewRecorder()
				start := time.Now()
				h.ServeHTTP(rec, req)
				ts = append(ts, time.Since(start))
				if rec.Code != 200 {
					return fmt.Errorf("bench page: status %d: %s", rec.Code, rec.Body)
				}
				size = rec.Body.Len()
			}
			fmt.Fprintf(a.stdout, "page   operation page (%d kB) among %d legs (stored at %.0f legs/s): first (opens files, loads the basemap) %s; then %s\n",
				size>>10, c.Legs, float64(c.Legs)/filled.Seconds(), round(ts[0]), ts[1:])
			return nil
		})
	})
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// fillLegs stores copies of one of the example's legs under other addresses and days.
func fillLegs(a *app, st *store.Store, n int) error {
	like, _, err := st.Legs(a.ctx, store.LegFilter{Limit: 1})
	if err != nil || len(like) == 0 {
		return fmt.Errorf("bench page: no leg to copy: %w", err)
	}
	const legsEach, aircraftAPart = 10, 500
	for done := 0; done < n; {
		part := store.ScanPart{ID: fmt.Sprintf("bench-%d", done), Method: "bench", Source: "bench"}
		for len(part.Aircraft) < aircraftAPart && done < n {
			plane := store.Aircraft{Hex: fmt.Sprintf("%06x", 0x400000+done/legsEach)}
			for day := 0; day < legsEach && done < n; day++ {
				l := copyLeg(like[0], plane.Hex, time.Duration(day)*24*time.Hour)
				m := store.StoredMember{Member: l.Sources[0].Member, Hex: plane.Hex, From: l.Start.Heard.At, To: l.End.Heard.At, Points: l.Points}
				plane.Legs, plane.Members = append(plane.Legs, l), append(plane.Members, m)
				done++
			}
			plane.From, plane.To = plane.Legs[0].Start.Heard.At, plane.Legs[len(plane.Legs)-1].End.Heard.At
			part.Aircraft = append(part.Aircraft, plane)
		}
		if _, err := st.AddScan(a.ctx, part); err != nil {
			return err
		}
	}
	return nil
}
