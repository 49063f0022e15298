package decode_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb/decode"
)

// The rows of one aircraft are taken out of each format byte for byte, and nothing of another goes with them.
func TestOwn(t *testing.T) {
	t.Parallel()
	line := func(hex, what string) string {
		return "MSG,3,1,1," + hex + ",1,2025/09/29,22:14:05.000,2025/09/29,22:14:05.000," + what + ",,,,,,0"
	}
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"SBS": {line("A2C4E0", ",3000,,,31.5,-92.5") + "\n" + line("ABCDEF", ",9000,,,40.5,-80.5") + "\n" + line("A2C4E0", ",3100,,,31.51,-92.51") + "\n",
			[]string{line("A2C4E0", ",3000,,,31.5,-92.5"), line("A2C4E0", ",3100,,,31.51,-92.51")}},
		"aircraft.json": {`{"now":1759183200,"aircraft":[{"hex":"abcdef","lat":40.5,"lon":-80.5},{"hex":"a2c4e0","flight":"GXA6143 ","lat":31.5,"lon":-92.5,"alt_baro":900,"seen_pos":1}]}`,
			[]string{`{"hex":"a2c4e0","flight":"GXA6143 ","lat":31.5,"lon":-92.5,"alt_baro":900,"seen_pos":1}`}},
		"states as CSV": {"time,icao24,lat,lon,velocity,heading,onground,lastposupdate\n1759183200,abcdef,40.5,-80.5,200,90,false,1759183199\n1759183200,a2c4e0,31.5,-92.5,200,90,true,1759183199\n",
			[]string{"time,icao24,lat,lon,velocity,heading,onground,lastposupdate", "1759183200,a2c4e0,31.5,-92.5,200,90,true,1759183199"}},
		"states as JSON": {`{"time":1759183200,"states":[["abcdef","X","United States",1759183199,1759183199,-80.5,40.5,900,false,200,90,0,null,950,null,false,0],["a2c4e0","GXA6143","United States",1759183199,1759183199,-92.5,31.5,900,false,200,90,0,null,950,null,false,0]]}`,
			[]string{`["a2c4e0","GXA6143","United States",1759183199,1759183199,-92.5,31.5,900,false,200,90,0,null,950,null,false,0]`}},
	} {
		rows, err := decode.Own([]byte(c.text), "a2c4e0")
		var got []string
		for _, r := range rows {
			got = append(got, r.Text)
			if at := int(r.Offset); !strings.HasPrefix(c.text[at:], r.Text) {
				t.Errorf("%s: row %d does not stand at byte %d", name, r.Row, at)
			}
		}
		if err != nil || strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
		if !decode.Many([]byte(c.text)) {
			t.Errorf("%s: is taken for a file of one aircraft", name)
		}
		if strings.Contains(fmt.Sprint(rows), "abcdef") || strings.Contains(fmt.Sprint(rows), "ABCDEF") {
			t.Errorf("%s: another aircraft is in it", name)
		}
		last := rows[len(rows)-1]
		if last.Lat == nil || last.Time == "" || last.Height == "" {
			t.Errorf("%s: %+v does not say what was read", name, last)
		}
	}
	if decode.Many([]byte(`{"icao":"a2c4e0","timestamp":1759183200,"trace":[[0,31.5,-92.5,"ground",0]]}`)) {
		t.Error("a trace is of one aircraft")
	}
}
