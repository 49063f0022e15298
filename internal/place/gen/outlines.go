package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

// topology is the part of TopoJSON that world-atlas uses.
type topology struct {
	Objects struct {
		Countries struct {
			Geometries []struct {
				Type       string
				ID         string
				Arcs       json.RawMessage
				Properties struct{ Name string }
			}
		}
	}
	Arcs      [][][2]int
	Transform struct {
		Scale, Translate [2]float64
	}
}

// unnumbered are Natural Earth's areas without an ISO number, by the code we file them
// under. Natural Earth draws who holds the ground, which is not who claims it: the code
// says which state's list the area is found in and takes no side.
var unnumbered = map[string]string{
	"Kosovo":            "XK", // user-assigned code in common use
	"Somaliland":        "SO",
	"N. Cyprus":         "CY",
	"Indian Ocean Ter.": "AU", // Ashmore and Cartier Islands
	"Siachen Glacier":   "",   // disputed; in no country here
}

// packOutlines turns the topology into lines: "scale sx sy tx ty", then one "arc" line an
// arc (packed as place.points reads), then one line a country: code and its
// rings, rings parted by ";", arcs by ","; ~n is arc n backwards, as in TopoJSON.
func packOutlines(path string) ([]byte, error) {
	var t topology
	if err := readJSON(path, &t); err != nil {
		return nil, err
	}
	codes := alpha2()
	var b bytes.Buffer
	s, o := t.Transform.Scale, t.Transform.Translate
	fmt.Fprintf(&b, "scale\t%v %v %v %v\n", s[0], s[1], o[0], o[1])
	for _, arc := range t.Arcs {
		b.WriteString("arc\t")
		for _, d := range arc {
			encode(&b, d[0])
			encode(&b, d[1])
		}
		b.WriteByte('\n')
	}
	type country struct{ code, rings string }
	var list []country
	for _, g := range t.Objects.Countries.Geometries {
		code, ok := codes[g.ID]
		if g.ID == "" {
			code, ok = unnumbered[g.Properties.Name]
		}
		if !ok {
			return nil, fmt.Errorf("%s (%q) has no ISO 3166-1 alpha-2 code", g.Properties.Name, g.ID)
		}
		var polygons [][][]int
		switch g.Type {
		case "Polygon":
			polygons = make([][][]int, 1)
			if err := json.Unmarshal(g.Arcs, &polygons[0]); err != nil {
				return nil, err
			}
		case "MultiPolygon":
			if err := json.Unmarshal(g.Arcs, &polygons); err != nil {
				return nil, err
			}
		default:
			continue // an empty geometry
		}
		var rings []string
		for _, ring := range slices.Concat(polygons...) {
			if t.atPole(ring) {
				continue
			}
			var arcs []string
			for _, a := range ring {
				arcs = append(arcs, strconv.Itoa(a))
			}
			rings = append(rings, strings.Join(arcs, ","))
		}
		list = append(list, country{code, strings.Join(rings, ";")})
	}
	slices.SortFunc(list, func(a, b country) int {
		return cmp.Or(strings.Compare(a.code, b.code), strings.Compare(a.rings, b.rings))
	})
	for _, c := range list {
		fmt.Fprintf(&b, "%s\t%s\n", c.code, c.rings)
	}
	return b.Bytes(), nil
}

// atPole reports a ring along the south pole's parallel, which the stitching of Antarctica
// left behind and which bounds nothing.
func (t *topology) atPole(ring []int) bool {
	for _, n := range ring {
		if n < 0 {
			n = ^n
		}
		y := 0
		for _, d := range t.Arcs[n] {
			if y += d[1]; float64(y)*t.Transform.Scale[1]+t.Transform.Translate[1] > -89.9 {
				return false
			}
		}
	}
	return true
}

// alpha2 maps ISO 3166-1 numbers, as three digits, to alpha-2 codes.
func alpha2() map[string]string {
	codes := map[string]string{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := language.ParseRegion(string([]rune{a, b}))
			if err == nil && r.IsCountry() && r.M49() != 0 && r.Canonicalize() == r && r.String() == string([]rune{a, b}) {
				codes[fmt.Sprintf("%03d", r.M49())] = r.String()
			}
		}
	}
	return codes
}

// encode writes a signed number in five-bit digits, least first, of printable ASCII, as
// Google's polyline does.
func encode(b *bytes.Buffer, n int) {
	u := uint(n) << 1
	if n < 0 {
		u = ^u
	}
	for u >= 0x20 {
		b.WriteByte(byte(0x20|u&0x1f) + 63)
		u >>= 5
	}
	b.WriteByte(byte(u) + 63)
}
