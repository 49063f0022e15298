package law

var asia = []Fact{

	// Iran
	untc("IR", "RC1951", Acceded, "1976-07-28", "reservation on most-favoured treatment", "arts 17, 23, 24 and 26 taken as recommendations only"),
	untc("IR", "P1967", Acceded, "1976-07-28"),
	absent("IR", "CAT", "as far as data that end in August 2022 record, a promise by Iran rests on no treaty duty against torture but ICCPR art. 7"),
	untc("IR", "ICCPR", Ratified, "1975-06-24"),
	absent("IR", "CED"),
	notYet("IR"),

	// Qatar
	absent("QA", "RC1951"),
	absent("QA", "P1967"),
	untc("QA", "CAT", Acceded, "2000-01-11", "general reservation partly withdrawn; a limited one kept for arts 1 and 16; the reservation to arts 21 and 22 withdrawn"),
	years("QA", "ICCPR", Acceded, "2018", "reservations (unverified)"),
	known("QA", "ICCPR", Acceded, "2018-05-21"),
	absent("QA", "CED"),
	notYet("QA"),

	// Iraq
	absent("IQ", "RC1951"),
	absent("IQ", "P1967"),
	untc("IQ", "CAT", Acceded, "2011-07-07"),
	untc("IQ", "ICCPR", Ratified, "1971-01-25"),
	untc("IQ", "CED", Acceded, "2010-11-23"),
	listed("IQ", "ARAB"),

	// Syria
	absent("SY", "RC1951"),
	absent("SY", "P1967"),
	untc("SY", "CAT", Acceded, "2004-08-19", "does not accept the inquiry procedure of art. 20 (unverified)").in("government changed in December 2024 (unverified)"),
	untc("SY", "ICCPR", Acceded, "1969-04-21"),
	absent("SY", "CED"),

	// Afghanistan
	untc("AF", "RC1951", Acceded, "2005-08-30"),
	untc("AF", "P1967", Acceded, "2005-08-30"),
	untc("AF", "CAT", Ratified, "1987-04-01").in("the state is bound; its authorities are not recognised (unverified)"),
	untc("AF", "ICCPR", Acceded, "1983-01-24"),
	absent("AF", "CED"),
	notYet("AF"),

	// Uzbekistan
	absent("UZ", "RC1951"),
	absent("UZ", "P1967"),
	untc("UZ", "CAT", Acceded, "1995-09-28"),
	untc("UZ", "ICCPR", Acceded, "1995-09-28"),
	absent("UZ", "CED"),

	// India
	absent("IN", "RC1951"),
	absent("IN", "P1967"),
	untc("IN", "CAT", Signed, "1997"),
	untc("IN", "ICCPR", Acceded, "1979-04-10"),
	untc("IN", "CED", Signed, ""),
	notYet("IN"),

	// China
	untc("CN", "RC1951", Acceded, "1982-09-24"),
	untc("CN", "P1967", Acceded, "1982-09-24"),
	untc("CN", "CAT", Ratified, "1988-10-04", "does not accept the inquiry procedure of art. 20 (unverified)").in("Hong Kong and Macao differ (unverified)"),
	untc("CN", "ICCPR", Signed, "1998"),
	absent("CN", "CED"),
	notYet("CN"),
}
