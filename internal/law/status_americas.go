package law

var americas = []Fact{

	// United States
	absent("US", "RC1951"),
	untc("US", "P1967", Acceded, "1968-11-01", "reservations to arts 24 and 29 of the Convention, as applied through the Protocol"),
	untc("US", "CAT", Ratified, "1994-10-21", "understanding: \"substantial grounds\" means \"more likely than not\"; arts 1-16 declared not self-executing"),
	untc("US", "ICCPR", Ratified, "1992-06-08", "reservation: art. 7 is limited to cruel and unusual treatment under the 5th, 8th and 14th Amendments", "Optional Protocol 1: no act is recorded in data that end in August 2022").in("the United States contests that the Covenant reaches beyond its territory (unverified)"),
	absent("US", "CED"),
	known("US", "ACHR", Signed, "1977"),
	untc("US", "CRC", Signed, "1995-02-16"),
	absent("US", "ICCPR-OP1"),

	// Panama
	untc("PA", "RC1951", Acceded, "1978-08-02"),
	untc("PA", "P1967", Acceded, "1978-08-02"),
	untc("PA", "CAT", Ratified, "1987-08-24"),
	untc("PA", "ICCPR", Ratified, "1977-03-08"),
	untc("PA", "CED", Ratified, "2011-06-24"),
	oas("PA", "1978-06-22"),
	untc("PA", "CRC", Ratified, "1990-12-12", "two data sets disagree on the year: 1990 and 1995"),
	years("PA", "CRC", Ratified, "1995", "two data sets disagree on the year: 1990 and 1995"),
	untc("PA", "ICCPR-OP1", Ratified, "1977-03-08"),
	known("PA", "OPCAT", Ratified, "2011"),

	// El Salvador
	untc("SV", "RC1951", Acceded, "1983-04-28"),
	untc("SV", "P1967", Acceded, "1983-04-28", "reservation to art. IV (unverified)"),
	untc("SV", "CAT", Acceded, "1996-06-17"),
	untc("SV", "ICCPR", Ratified, "1979-11-30"),
	absent("SV", "CED"),
	oas("SV", "1978-06-23"),

	// Guatemala
	untc("GT", "RC1951", Acceded, "1983-09-22"),
	untc("GT", "P1967", Acceded, "1983-09-22"),
	untc("GT", "CAT", Acceded, "1990-01-05"),
	untc("GT", "ICCPR", Acceded, "1992-05-05"),
	untc("GT", "CED", Signed, ""),
	notYet("GT"),
	oas("GT", "1978-05-25", "an asylum-cooperation agreement with the United States is unverified"),

	// Honduras
	untc("HN", "RC1951", Acceded, "1992-03-23", "reservations, among them to art. 7"),
	untc("HN", "P1967", Acceded, "1992-03-23"),
	untc("HN", "CAT", Acceded, "1996-12-05"),
	untc("HN", "ICCPR", Ratified, "1997-08-25"),
	untc("HN", "CED", Ratified, "2008-04-01"),
	oas("HN", "1977-09-08"),

	// Mexico
	untc("MX", "RC1951", Acceded, "2000-06-07"),
	untc("MX", "P1967", Acceded, "2000-06-07"),
	untc("MX", "CAT", Ratified, "1986-01-23"),
	untc("MX", "ICCPR", Acceded, "1981-03-23"),
	untc("MX", "CED", Ratified, "2008-03-18"),
	oas("MX", "1981-03", "2 or 24 March: the sources differ"),

	// Costa Rica
	untc("CR", "RC1951", Acceded, "1978-03-28"),
	untc("CR", "P1967", Acceded, "1978-03-28"),
	untc("CR", "CAT", Ratified, "1993-11-11"),
	untc("CR", "ICCPR", Ratified, "1968-11-29"),
	untc("CR", "CED", Ratified, "2012-02-16"),
	oas("CR", "1970-04-08"),

	// Colombia
	untc("CO", "RC1951", Ratified, "1961-10-10"),
	untc("CO", "P1967", Acceded, "1980-03-04"),
	untc("CO", "CAT", Ratified, "1987-12-08"),
	untc("CO", "ICCPR", Ratified, "1969-10-29"),
	untc("CO", "CED", Ratified, "2012-07-11"),
	oas("CO", "1973-07-31"),

	// Ecuador
	untc("EC", "RC1951", Acceded, "1955-08-17"),
	untc("EC", "P1967", Acceded, "1969-03-06"),
	untc("EC", "CAT", Ratified, "1988-03-30"),
	untc("EC", "ICCPR", Ratified, "1969-03-06"),
	untc("EC", "CED", Ratified, "2009-10-20"),
	oas("EC", "1977-12"),

	// Venezuela
	absent("VE", "RC1951"),
	untc("VE", "P1967", Acceded, "1986-09-19"),
	untc("VE", "CAT", Ratified, "1991-07-29"),
	untc("VE", "ICCPR", Ratified, "1978-05-10"),
	untc("VE", "CED", Signed, ""),
	oas("VE", "1977-08-09"),
	known("VE", "ACHR", Denounced, "2013-09-10", "denunciation takes effect"),
	known("VE", "ACHR", Disputed, "2019", "an instrument of 2019, itself contested, would undo the denunciation"),

	// Cuba
	absent("CU", "RC1951"),
	absent("CU", "P1967"),
	untc("CU", "CAT", Ratified, "1995-05-17"),
	untc("CU", "ICCPR", Signed, "2008"),
	untc("CU", "CED", Ratified, "2009-02-02"),
	known("CU", "OAS", Suspended, "", "suspended from taking part in the OAS system"),

	// Haiti
	untc("HT", "RC1951", Acceded, "1984-09-25"),
	untc("HT", "P1967", Acceded, "1984-09-25"),
	untc("HT", "CAT", Signed, "2013", "signed only: no ratification is recorded"),
	untc("HT", "ICCPR", Acceded, "1991-02-06"),
	untc("HT", "CED", Signed, ""),
	notYet("HT"),
	oas("HT", "1977-09-27"),

	// Nicaragua
	untc("NI", "RC1951", Acceded, "1980-03-28"),
	untc("NI", "P1967", Acceded, "1980-03-28"),
	untc("NI", "CAT", Ratified, "2005-07-05"),
	untc("NI", "ICCPR", Acceded, "1980-03-12"),
	absent("NI", "CED"),
	notYet("NI"),
	oas("NI", "1979-09-25", "leaving the OAS in November 2023 is no denunciation of this Convention: the OAS Permanent Council holds that Nicaragua stays bound by the conventions that it is party to (news of the resolution; the text unverified)"),
	fact("NI", "OAS", Ceased, "2023-11-19", srcLeaving, read, Documented, "denunciation notified in November 2021, in effect two years later (OAS Charter, art. 143)"),
}
