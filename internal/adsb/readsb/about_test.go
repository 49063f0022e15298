package readsb

import "testing"

func TestAboutOf(t *testing.T) {
	t.Parallel()
	whole := About{Registration: "N198SY", Type: "E75L", Description: "EMBRAER ERJ-170-200", Operator: "SKYWEST AIRLINES INC", Year: "2018", Flags: 9}
	for name, c := range map[string]struct {
		text string
		want About
	}{
		"all":              {`{"icao":"a1878a","r":"N198SY","t":"E75L","dbFlags":9,"desc":"EMBRAER ERJ-170-200","ownOp":"SKYWEST AIRLINES INC","year":"2018","timestamp":1,"trace":[]}`, whole},
		"none":             {`{"icao":"a1878a","noRegData":true,"timestamp":1,"trace":[[1,2]]}`, About{}},
		"of another kind":  {`{"icao":"a1878a","r":7,"t":"E75L","dbFlags":-1,"year":2018,"trace":[]}`, About{Type: "E75L"}},
		"cut":              {`{"icao":"a1878a","r":"N198SY","t":"E7`, About{Registration: "N198SY"}},
		"rows cut":         {`{"r":"N198SY","trace":[[1,2`, About{Registration: "N198SY"}},
		"no object":        {`[1]`, About{}},
		"nothing":          {``, About{}},
		"nested, repeated": {`{"x":{"r":"N1"},"r":"N2","r":"N3","trace":[]}`, About{Registration: "N3"}},
	} {
		if got := AboutOf([]byte(c.text)); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
