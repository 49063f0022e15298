package law

var africa = []Fact{

	// Eswatini
	untc("SZ", "RC1951", Acceded, "2000-02-14"),
	untc("SZ", "P1967", Acceded, "1969-01-28", "arts 22 and 34 excluded"),
	untc("SZ", "CAT", Acceded, "2004-03-26"),
	untc("SZ", "ICCPR", Acceded, "2004-03-26"),
	untc("SZ", "CED", Signed, ""),
	notYet("SZ"),
	known("SZ", "OAU1969", Acceded, "1989-01-16"),

	// South Sudan
	years("SS", "RC1951", Acceded, "2018"),
	known("SS", "RC1951", Acceded, "2018-12-10"),
	years("SS", "P1967", Acceded, "2018"),
	fact("SS", "CAT", NotDeposited, "2014-09", srcLetter, read, Documented, "the accession was announced to the Human Rights Council and the General Assembly; no instrument had been deposited"),
	years("SS", "CAT", Acceded, "2015"),
	fact("SS", "ICCPR", Legislature, "2019-06-03", srcSouthSudan, read, Documented, "the legislature voted; the President's signature and the deposit were still to come, and the deposit came years later"),
	fact("SS", "ICCPR", Acceded, "", "African Commission on Human and Peoples' Rights (ACHPR), press statement", read, Documented, "the accession is recorded without its day"),
	known("SS", "ICCPR", Acceded, "2024-02-05"),
	years("SS", "CED", NoAct, ""),
	listed("SS", "OAU1969"),

	// Rwanda
	untc("RW", "RC1951", Acceded, "1980-01-03", "reservation on place of residence and movement"),
	untc("RW", "P1967", Acceded, "1980-01-03"),
	untc("RW", "CAT", Acceded, "2008-12-15"),
	untc("RW", "ICCPR", Acceded, "1975-04-16"),
	absent("RW", "CED"),
	known("RW", "OAU1969", Acceded, "1979-11-19"),

	// Uganda
	untc("UG", "RC1951", Acceded, "1976-09-27", "reservations, among them to art. 7"),
	untc("UG", "P1967", Acceded, "1976-09-27"),
	untc("UG", "CAT", Acceded, "1986-11-03"),
	untc("UG", "ICCPR", Acceded, "1995-06-21"),
	untc("UG", "CED", Signed, ""),
	known("UG", "OAU1969", Acceded, "1987-07-24"),

	// Ghana
	untc("GH", "RC1951", Acceded, "1963-03-18"),
	fact("GH", "P1967", Acceded, "1968-10-30", srcUNTC, "2015-03", Unverified, "the date is to be checked"),
	untc("GH", "CAT", Ratified, "2000-09-07"),
	untc("GH", "ICCPR", Ratified, "2000-09-07"),
	untc("GH", "CED", Signed, ""),
	notYet("GH"),
	oau("GH", Ratified, "1983-08-18"),

	// Equatorial Guinea
	untc("GQ", "RC1951", Acceded, "1986-02-07"),
	untc("GQ", "P1967", Acceded, "1986-02-07"),
	untc("GQ", "CAT", Acceded, "2002-10-08", "does not accept the inquiry procedure of art. 20"),
	untc("GQ", "ICCPR", Acceded, "1987-09-25"),
	absent("GQ", "CED"),
	fact("GQ", "ICCPR", Acceded, "1979", srcYears, "2022-08", Documented, "two data sets disagree on the year: 1987 and 1979"),
	notYet("GQ"),
	oau("GQ", Ratified, "1981-01-28"),

	// Cameroon
	untc("CM", "RC1951", Succeeded, "1961-10-23"),
	untc("CM", "P1967", Acceded, "1967-09-19"),
	untc("CM", "CAT", Acceded, "1986-12-19"),
	untc("CM", "ICCPR", Acceded, "1984-06-27"),
	untc("CM", "CED", Signed, ""),
	notYet("CM"),
	oau("CM", Ratified, "1986-01-10"),

	// Libya
	absent("LY", "RC1951"),
	absent("LY", "P1967"),
	untc("LY", "CAT", Acceded, "1989-05-16").in("two rival authorities in the country (unverified)"),
	untc("LY", "ICCPR", Acceded, "1970-05-15"),
	absent("LY", "CED"),
	notYet("LY"),
	oau("LY", Acceded, "1981-07-17", "a duty not to return without the 1951 Convention"),
}
