package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"

	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/store"
)

// airports is the embedded set with runways: those of the file that CHARTERWATCH_RUNWAYS
// names, otherwise those that places pull kept last, otherwise none.
func (a *app) airports() (*place.Airports, error) {
	if a.places != nil {
		return a.places, nil
	}
	raw, from, err := a.runwayData()
	if err != nil {
		return nil, err
	}
	if raw == nil {
		return place.Embedded(), nil
	}
	with, problems, err := place.Embedded().WithRunways(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("runways %s: %w", from, err)
	}
	if len(problems) > 0 {
		fmt.Fprintf(a.stderr, "runways %s: %d row(s) not used, first: %v\n", from, len(problems), problems[0])
	}
	sum := sha256.Sum256(raw)
	a.places, a.runways = with, hex.EncodeToString(sum[:])
	return with, nil
}

// runwayData is OurAirports' runways.csv and where it is from; nil where there is none.
func (a *app) runwayData() (raw []byte, from string, err error) {
	if path := os.Getenv("CHARTERWATCH_RUNWAYS"); path != "" {
		if raw, err = os.ReadFile(path); err != nil {
			return nil, path, fmt.Errorf("runways (CHARTERWATCH_RUNWAYS): %w", err)
		}
		return raw, path, nil
	}
	if a.st == nil {
		return nil, "", nil
	}
	list, err := a.st.Pulls(a.ctx, store.PullRunways)
	if err != nil || len(list) == 0 {
		return nil, "", err
	}
	last := list[len(list)-1]
	if raw, err = a.st.Blob(last.Hash); err != nil {
		return nil, "", fmt.Errorf("pulled runways: %w", err)
	}
	return raw, fmt.Sprintf("pulled %s (SHA-256 %s)", last.Day, short(last.Hash)), nil
}
