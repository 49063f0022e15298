package document

import "strings"

// headings are the names that monitors and networks give their columns, by language. English
// stands first: a heading that two languages share, such as "date", names no language.
var headings = []struct {
	language string
	columns  map[string]Column
}{
	{"en", map[string]Column{
		"date": ColumnDay, "day": ColumnDay, "flight date": ColumnDay, "departure date": ColumnDay, "date of flight": ColumnDay, "firstseen": ColumnDay, "first seen": ColumnDay,
		"departure time": ColumnDeparture, "dep time": ColumnDeparture, "departed": ColumnDeparture, "takeoff": ColumnDeparture, "take off": ColumnDeparture, "time": ColumnDeparture, "etd": ColumnDeparture, "atd": ColumnDeparture, "takeofftime": ColumnDeparture,
		"arrival time": ColumnArrival, "arr time": ColumnArrival, "arrived": ColumnArrival, "landing": ColumnArrival, "landed": ColumnArrival, "eta": ColumnArrival, "ata": ColumnArrival, "lastseen": ColumnArrival, "last seen": ColumnArrival, "landingtime": ColumnArrival,
		"callsign": ColumnCallsign, "call sign": ColumnCallsign, "flight": ColumnCallsign, "flight number": ColumnCallsign, "flight no": ColumnCallsign, "ident": ColumnCallsign,
		"origin": ColumnOrigin, "from": ColumnOrigin, "departure": ColumnOrigin, "departure airport": ColumnOrigin, "dep": ColumnOrigin, "origin airport": ColumnOrigin, "estdepartureairport": ColumnOrigin, "airportofdeparture": ColumnOrigin,
		"destination": ColumnDestination, "to": ColumnDestination, "dest": ColumnDestination, "arrival": ColumnDestination, "arrival airport": ColumnDestination, "arr": ColumnDestination, "destination airport": ColumnDestination, "estarrivalairport": ColumnDestination, "airportofdestination": ColumnDestination,
		"tail": ColumnRegistration, "tail number": ColumnRegistration, "registration": ColumnRegistration, "reg": ColumnRegistration, "n number": ColumnRegistration, "aircraft registration": ColumnRegistration,
		"hex": ColumnAddress, "icao24": ColumnAddress, "icao hex": ColumnAddress, "mode s": ColumnAddress, "address": ColumnAddress,
		"type": ColumnType, "aircraft type": ColumnType,
		"operator": ColumnOperator, "carrier": ColumnOperator, "airline": ColumnOperator,
		"people": ColumnPeople, "passengers": ColumnPeople, "pax": ColumnPeople, "deportees": ColumnPeople, "people aboard": ColumnPeople, "number of people": ColumnPeople,
		"status": ColumnStatus,
	}},
	{"es", map[string]Column{
		"fecha": ColumnDay, "fecha de vuelo": ColumnDay, "fecha del vuelo": ColumnDay, "fecha de salida": ColumnDay, "día": ColumnDay,
		"hora de salida": ColumnDeparture, "hora salida": ColumnDeparture, "despegue": ColumnDeparture, "hora": ColumnDeparture,
		"hora de llegada": ColumnArrival, "hora llegada": ColumnArrival, "aterrizaje": ColumnArrival,
		"vuelo": ColumnCallsign, "número de vuelo": ColumnCallsign, "indicativo": ColumnCallsign,
		"origen": ColumnOrigin, "desde": ColumnOrigin, "salida": ColumnOrigin, "aeropuerto de salida": ColumnOrigin, "aeropuerto de origen": ColumnOrigin,
		"destino": ColumnDestination, "hasta": ColumnDestination, "llegada": ColumnDestination, "aeropuerto de llegada": ColumnDestination, "aeropuerto de destino": ColumnDestination,
		"matrícula": ColumnRegistration, "matricula": ColumnRegistration,
		"tipo": ColumnType, "tipo de avión": ColumnType, "tipo de aeronave": ColumnType,
		"operador": ColumnOperator, "aerolínea": ColumnOperator,
		"personas": ColumnPeople, "pasajeros": ColumnPeople, "deportados": ColumnPeople, "número de personas": ColumnPeople, "personas a bordo": ColumnPeople,
		"estado": ColumnStatus, "situación": ColumnStatus,
	}},
	{"fr", map[string]Column{
		"date du vol": ColumnDay, "date de vol": ColumnDay, "jour": ColumnDay, "date de départ": ColumnDay,
		"heure de départ": ColumnDeparture, "heure départ": ColumnDeparture, "décollage": ColumnDeparture, "heure": ColumnDeparture,
		"heure d'arrivée": ColumnArrival, "heure d’arrivée": ColumnArrival, "heure arrivée": ColumnArrival, "atterrissage": ColumnArrival,
		"vol": ColumnCallsign, "numéro de vol": ColumnCallsign, "n° de vol": ColumnCallsign, "indicatif": ColumnCallsign,
		"origine": ColumnOrigin, "départ": ColumnOrigin, "depart": ColumnOrigin, "aéroport de départ": ColumnOrigin, "de": ColumnOrigin,
		"arrivée": ColumnDestination, "arrivee": ColumnDestination, "aéroport d'arrivée": ColumnDestination, "aéroport d’arrivée": ColumnDestination, "vers": ColumnDestination, "à": ColumnDestination,
		"immatriculation": ColumnRegistration, "immat": ColumnRegistration,
		"type d'avion": ColumnType, "type d’avion": ColumnType, "appareil": ColumnType,
		"exploitant": ColumnOperator, "opérateur": ColumnOperator, "compagnie": ColumnOperator,
		"personnes": ColumnPeople, "passagers": ColumnPeople, "expulsés": ColumnPeople, "nombre de personnes": ColumnPeople, "personnes à bord": ColumnPeople,
		"statut": ColumnStatus, "état": ColumnStatus,
	}},
}

// eitherEnd are headings that name a place by themselves, and a time where another column
// names the place: "Origen;Salida", "From;Departure".
var eitherEnd = map[string]Column{
	"departure": ColumnDeparture, "dep": ColumnDeparture, "salida": ColumnDeparture, "départ": ColumnDeparture, "depart": ColumnDeparture,
	"arrival": ColumnArrival, "arr": ColumnArrival, "llegada": ColumnArrival, "arrivée": ColumnArrival, "arrivee": ColumnArrival,
}

// column finds what a heading means; what stands in brackets, such as (UTC), is no part of it.
func column(heading string) Column {
	c, _ := columnOf(plainHeading(heading))
	return c
}

// columnOf is what a plain heading means and in which language it stands.
func columnOf(name string) (c Column, language string) {
	for _, h := range headings {
		if c := h.columns[name]; c != "" {
			return c, h.language
		}
	}
	return "", ""
}

func plainHeading(heading string) string {
	name, _, _ := strings.Cut(strings.ToLower(heading), "(")
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '.' || r == '\ufeff' || r == '\t' }), " ")
	return strings.TrimSuffix(strings.TrimSuffix(name, " utc"), " local")
}

// columnsOf is what a line of headings means, and the language other than English that most of
// its headings are in; empty where none is.
func columnsOf(cells []Cell) (columns []Column, language string) {
	votes := map[string]int{}
	ends := map[Column]bool{}
	for _, c := range cells {
		name := plainHeading(c.Text)
		column, in := columnOf(name)
		columns = append(columns, column)
		votes[in]++
		ends[column] = ends[column] || eitherEnd[name] == ""
	}
	for i, c := range cells {
		if at := eitherEnd[plainHeading(c.Text)]; at != "" && ends[columns[i]] {
			columns[i] = at
		}
	}
	for _, h := range headings[1:] {
		if n := votes[h.language]; n > 1 && n > votes[language] {
			language = h.language
		}
	}
	return columns, language
}
