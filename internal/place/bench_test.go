package place

import (
	"strings"
	"testing"
)

func BenchmarkLoadAirports(b *testing.B) {
	for b.Loop() {
		newAirports(parseAirports(airportLines))
	}
}

func BenchmarkParseAirports(b *testing.B) {
	for b.Loop() {
		parseAirports(airportLines)
	}
}

func BenchmarkIndex(b *testing.B) {
	list := parseAirports(airportLines)
	for b.Loop() {
		newIndex(list)
	}
}

func BenchmarkLoadNames(b *testing.B) {
	airports := Embedded()
	for b.Loop() {
		newNames(airports)
	}
}

func BenchmarkNear(b *testing.B) {
	airports := Embedded()
	for _, c := range []struct {
		name string
		p    Point
		nm   float64
	}{{"sea", Point{40, -40}, 50}, {"field", Point{31.33, -92.55}, 10}, {"dense", Point{40.7, -74}, 50}, {"wide", Point{35, 51}, 300}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			var near []Nearby
			for b.Loop() {
				near = airports.AppendNear(near[:0], c.p, c.nm)
			}
		})
	}
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The aircraft left Alexandria, Louisiana, for Doha on Monday and officials in Tehran said that up to four hundred Iranians would be flown home from the United States over the coming weeks under an agreement. ", 30)
	b.ReportMetric(float64(len(strings.Fields(text))), "words")
	Find(text)
	for b.Loop() {
		Find(text)
	}
}

func BenchmarkZone(b *testing.B) {
	Zone(Point{})
	for b.Loop() {
		Zone(Point{31.3274, -92.5498})
	}
}

func BenchmarkCountryAt(b *testing.B) {
	CountryAt(Point{})
	for b.Loop() {
		CountryAt(Point{31.3274, -92.5498})
	}
}

func BenchmarkDistance(b *testing.B) {
	for b.Loop() {
		Distance(Point{31.3274, -92.5498}, Point{25.27306, 51.60806})
	}
}
