package place

import (
	"math"
	"testing"
	"time"

	"github.com/ringsaturn/tzf"
	tzfrellite "github.com/ringsaturn/tzf-rel-lite"
	pb "github.com/ringsaturn/tzf/gen/go/tzf/v1"
	"google.golang.org/protobuf/proto"
)

func TestZoneKnown(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"KAEX": "America/Chicago", "OTHH": "Asia/Qatar", "OIIE": "Asia/Tehran", "KIWA": "America/Phoenix", "KELP": "America/Denver",
		"KHRL": "America/Chicago", "KMIA": "America/New_York", "MGGT": "America/Guatemala", "MHSC": "America/Tegucigalpa",
		"MSLP": "America/El_Salvador", "OKKK": "Asia/Kuwait", "HECA": "Africa/Cairo", "FKYS": "Africa/Douala", "LLBG": "Asia/Jerusalem",
		"SVMI": "America/Caracas", "MUHA": "America/Havana", "EINN": "Europe/Dublin", "GOOY": "Africa/Dakar", "KGEG": "America/Los_Angeles", "TJSJ": "America/Puerto_Rico",
	} {
		a, _ := Embedded().Lookup(code)
		if got := Zone(a.At); got != want {
			t.Errorf("%s: %q, want %s", code, got, want)
		}
	}
	for _, p := range []Point{{math.NaN(), 0}, {95, 0}, {0, 181}, {0, math.Inf(-1)}} {
		if got := Zone(p); got != "" {
			t.Errorf("%v: %q", p, got)
		}
	}
}

// tzf's own finder unpacks the same outlines and searches them its own way.
func TestZoneAgreesWithFinder(t *testing.T) {
	t.Parallel()
	var packed pb.CompressedTimezones
	if err := proto.Unmarshal(tzfrellite.LiteCompressData, &packed); err != nil {
		t.Fatal(err)
	}
	finder, err := tzf.NewFinderFromCompressed(&packed, tzf.SetDropPBTZ)
	if err != nil {
		t.Fatal(err)
	}
	n, wrong := 0, 0
	for a := range Embedded().All() {
		if n++; n%7 != 0 {
			continue
		}
		got, want := Zone(a.At), finder.GetTimezoneName(a.At.Lon, a.At.Lat)
		if got != want {
			wrong++
			t.Logf("%s: %q, tzf says %q", a.Code, got, want)
		}
		if _, err := time.LoadLocation(got); got == "" || err != nil {
			t.Errorf("%s: zone %q: %v", a.Code, got, err)
		}
	}
	if wrong > 1 { // one may lie on the line itself, where rounding decides
		t.Errorf("%d of %d airports in another zone", wrong, n/7)
	}
}

func FuzzPackedPoints(f *testing.F) {
	f.Add("_p~iF~ps|U_ulLnnqC_mqNvxq`@")
	f.Add("")
	f.Add("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
	f.Fuzz(func(t *testing.T, s string) {
		n := 0
		points(s, func(int, int) { n++ })
		if n > len(s)/2 {
			t.Errorf("%d points in %d bytes", n, len(s))
		}
	})
}

// The example of Google's description of the format.
func TestPackedPoints(t *testing.T) {
	t.Parallel()
	var got [][2]int
	points("_p~iF~ps|U_ulLnnqC_mqNvxq`@", func(a, b int) { got = append(got, [2]int{a, b}) })
	want := [][2]int{{3850000, -12020000}, {4070000, -12095000}, {4325200, -12645300}}
	if len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("%v, want %v", got, want)
	}
}
