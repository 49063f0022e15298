package web

import (
	"net/http"

	"github.com/charterwatch/charterwatch/internal/place"
)

// about says what the marks mean, where the reference data comes from and what the pages are not.
func (p *pages) about(w http.ResponseWriter, r *http.Request, f format) error {
	sources := place.Sources()
	switch f {
	case asJSON:
		return writeJSON(w, http.StatusOK, map[string]any{"version": p.Version, "sources": sources})
	case asCSV:
		rows := [][]string{{"name", "version", "licence", "address", "made_into"}}
		for _, s := range sources {
			rows = append(rows, []string{s.Name, s.Version, s.Licence, s.URL, s.Made})
		}
		return writeCSV(w, "sources", rows)
	}
	return p.page(w, r, http.StatusOK, "about", frame{Title: "About these pages", Section: "about", JSON: "/about.json", CSV: "/about.csv",
		Body: map[string]any{"Sources": sources}})
}
