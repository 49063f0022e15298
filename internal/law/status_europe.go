package law

var europe = []Fact{

	// UK
	untc("GB", "RC1951", Ratified, "1954-03-11"),
	untc("GB", "P1967", Acceded, "1968-09-04"),
	untc("GB", "CAT", Ratified, "1988-12-08"),
	untc("GB", "ICCPR", Ratified, "1976-05-20", "Optional Protocol 1: no act is recorded in data that end in August 2022 (unverified)"),
	absent("GB", "CED"),
	echr("GB", "1951-03-08", "R (AAA) v Home Secretary [2023] UKSC 42"),

	// Germany
	untc("DE", "RC1951", Ratified, "1953-12-01"),
	untc("DE", "P1967", Acceded, "1969-11-05"),
	untc("DE", "CAT", Ratified, "1990-10-01", "declaration: art. 3 concerns return \"directly to a State\"; it matters for return by way of another state"),
	untc("DE", "ICCPR", Ratified, "1973-12-17"),
	untc("DE", "CED", Ratified, "2009-09-24"),
	echr("DE", "1952-12-05"),
	member("DE", "1958-01-01"),

	// France
	untc("FR", "RC1951", Ratified, "1954-06-23"),
	untc("FR", "P1967", Acceded, "1971-02-03"),
	untc("FR", "CAT", Ratified, "1986-02-18"),
	untc("FR", "ICCPR", Acceded, "1980-11-04"),
	untc("FR", "CED", Ratified, "2008-09-23"),
	echr("FR", "1974-05-03"),
	member("FR", "1958-01-01"),

	// Italy
	untc("IT", "RC1951", Ratified, "1954-11-15"),
	untc("IT", "P1967", Acceded, "1972-01-26"),
	untc("IT", "CAT", Ratified, "1989-01-12"),
	untc("IT", "ICCPR", Ratified, "1978-09-15"),
	years("IT", "CED", Ratified, "2015"),
	known("IT", "ECHR", Ratified, "1955-10-26"),
	member("IT", "1958-01-01", "protocol with Albania"),

	// Spain
	untc("ES", "RC1951", Acceded, "1978-08-14"),
	untc("ES", "P1967", Acceded, "1978-08-14"),
	untc("ES", "CAT", Ratified, "1987-10-21"),
	untc("ES", "ICCPR", Ratified, "1977-04-27"),
	untc("ES", "CED", Ratified, "2009-09-24"),
	echr("ES", "1979-10-04"),
	member("ES", "1986-01-01"),

	// Netherlands
	untc("NL", "RC1951", Ratified, "1956-05-03"),
	untc("NL", "P1967", Acceded, "1968-11-29"),
	untc("NL", "CAT", Ratified, "1988-12-21"),
	untc("NL", "ICCPR", Ratified, "1978-12-11"),
	untc("NL", "CED", Ratified, "2011-03-23"),
	echr("NL", "1954-08-31"),
	member("NL", "1958-01-01"),

	// Switzerland
	untc("CH", "RC1951", Ratified, "1955-01-21"),
	untc("CH", "P1967", Acceded, "1968-05-20"),
	untc("CH", "CAT", Ratified, "1986-12-02"),
	untc("CH", "ICCPR", Acceded, "1992-06-18"),
	years("CH", "CED", Ratified, "2016"),
	echr("CH", "1974-11-28", "protecting power for the United States in Iran"),

	// Sweden
	untc("SE", "RC1951", Ratified, "1954-10-26"),
	untc("SE", "P1967", Acceded, "1967-10-04"),
	untc("SE", "CAT", Ratified, "1986-01-08", "Agiza (CAT 233/2003; unverified); R.H. v Sweden (CAT 750/2016), on Iran"),
	untc("SE", "ICCPR", Ratified, "1971-12-06"),
	years("SE", "CED", Signed, "", "still signed only in the data of August 2022"),
	known("SE", "ECHR", Ratified, "1952-02-04"),
	member("SE", "1995-01-01"),

	// Poland
	untc("PL", "RC1951", Acceded, "1991-09-27"),
	untc("PL", "P1967", Acceded, "1991-09-27"),
	untc("PL", "CAT", Ratified, "1989-07-26", "whether the reservation to art. 20 was withdrawn is unverified"),
	untc("PL", "ICCPR", Ratified, "1977-03-18"),
	untc("PL", "CED", Signed, "2013-06-25"),
	stated(fact("PL", "CED", Ratified, "2024-11-27", srcPoland, read, Documented, "the day is that of the President's ratification; the deposit's day is not in the source"), "2025-01-29"),
	known("PL", "ECHR", Ratified, "1993-01-19"),
	member("PL", "2004-05-01"),

	// Türkiye
	untc("TR", "RC1951", Ratified, "1962-03-30", "geographic limitation to events in Europe, kept"),
	untc("TR", "P1967", Acceded, "1968-07-31"),
	untc("TR", "CAT", Ratified, "1988-08-02"),
	untc("TR", "ICCPR", Ratified, "2003-09-23", "applied only towards states with which there are diplomatic relations"),
	absent("TR", "CED"),
	known("TR", "ECHR", Ratified, "1954-05-18"),

	// Russia
	untc("RU", "RC1951", Acceded, "1993-02-02"),
	untc("RU", "P1967", Acceded, "1993-02-02"),
	untc("RU", "CAT", Ratified, "1987-03-03"),
	untc("RU", "ICCPR", Ratified, "1973-10-16"),
	absent("RU", "CED"),
	known("RU", "ECHR", Ceased, "2022-09-16", "stopped being a party"),
	known("RU", "ECHR", Ratified, "1998-05-05"),

	// Kosovo
	fact("XK", "RC1951", NoAct, "", srcKnown, "", Unverified, "Kosovo is not a party to treaties deposited with the United Nations"),
	fact("XK", "P1967", NoAct, "", srcKnown, "", Unverified, "Kosovo is not a party to treaties deposited with the United Nations"),
	fact("XK", "CAT", Incorporation, "", "Constitution of Kosovo, art. 22", "", Unverified, "not a party; the Constitution applies it directly"),
	fact("XK", "ICCPR", Incorporation, "", "Constitution of Kosovo, art. 22", "", Unverified, "not a party; the Constitution applies it directly"),
	fact("XK", "CED", NoAct, "", srcKnown, "", Unverified, "Kosovo is not a party to treaties deposited with the United Nations"),
	fact("XK", "ECHR", Incorporation, "", "Constitution of Kosovo, art. 22", "", Unverified, "not a party; the Constitution applies it directly"),
	fact("XK", "CRC", Incorporation, "", "Constitution of Kosovo, art. 22", "", Unverified, "not a party; the Constitution applies it directly"),
}
