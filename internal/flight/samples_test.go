package flight_test

import (
	"os"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight/measure"
)

// sample reads one of the pandas samples as one finished track an address, in order of address.
func sample(t testing.TB, name string) []*adsb.Track {
	t.Helper()
	f, err := os.Open(sharedFile(t, "traffic-samples/"+name+".json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tracks, err := measure.Samples(f, adsb.Member{Name: name + ".json.gz", Hash: "00"})
	if err != nil {
		t.Fatal(err)
	}
	for _, track := range tracks {
		track.Finish()
	}
	return tracks
}
