package statement

import "slices"

// oneField says of two statements that name Tegucigalpa's airport and Comayagua's why they may
// speak of one place: reports of March 2025 call Comayagua's field by the capital's name. Empty
// where it does not apply. Which was meant is not decided.
func oneField(a, b Statement) string {
	if routeNames(a, "MHTG") && routeNames(b, "MHSC") || routeNames(a, "MHSC") && routeNames(b, "MHTG") {
		return "Tegucigalpa can mean the airport at Comayagua (MHSC, also Palmerola and Soto Cano), 50 km away, as reports use it: no conflict of places"
	}
	return ""
}

// routeNames tells whether a statement's route has a place.
func routeNames(s Statement, code string) bool {
	return slices.ContainsFunc(s.Route, func(m Move) bool { return m.From == code || m.To == code || slices.Contains(m.Via, code) })
}
