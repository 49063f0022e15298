package place

// formerCodes are codes that older records, reports and tables use for an airport that
// is held under another. A code that another airport uses today is not among them:
// IST meant LTBA until April 2019 and means LTFM now.
var formerCodes = []struct{ was, now, note string }{
	{"HSSS", "HSSK", "Khartoum: former ICAO code, still in Virtual Radar Server's tables of August 2026"},
	{"MHPR", "MHSC", "Soto Cano and Palmerola, Comayagua: the code that OurAirports' extract files the same runway under"},
}
