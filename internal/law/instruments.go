package law

// Version names the state of the data and rules in this package; every duty carries it.
const Version = "law/1 2026-07"

// compiled is where the paraphrases come from when no narrower source is named.
const compiled = "treaty text, well known; to be checked against the depositary's copy"

// Instruments lists the rules that can bear on a hop, one rule a row, in a fixed order.
func Instruments() []Instrument { return append([]Instrument(nil), instruments...) }

var instruments = []Instrument{
	{
		ID: "RC33", Treaty: "RC1951", Name: "1951 Convention, art. 33(1)-(2)",
		Protects: "refugees, recognised or not, from return in any manner whatsoever to where life or freedom would be threatened on the five grounds",
		Binds:    "parties to the 1951 Convention",
		Absolute: "no: 33(2) excepts a danger to security or the community; no reservation is allowed (art. 42(1), unverified)",
		Notes:    "\"in any manner whatsoever\" is read to cover indirect return through another state",
		Citation: "Convention of 28 July 1951, art. 33", Verified: Unverified,
	},
	{
		ID: "P67", Treaty: "P1967", Name: "1967 Protocol, art. I(1)",
		Protects: "refugees as in arts 2-34 of the 1951 Convention, art. 33 among them, without its date limit",
		Binds:    "parties to the Protocol, also those outside the Convention itself",
		Absolute: "as art. 33; no reservation to art. 33 is allowed (art. VII(1), unverified)",
		Notes:    "the United States and Venezuela are bound by the Protocol and not by the Convention itself",
		Citation: "Protocol of 31 January 1967, art. I(1)", Verified: Unverified,
	},
	{
		ID: "CAT3", Treaty: "CAT", Name: "Convention against Torture, art. 3",
		Protects: "any person from being sent where there are substantial grounds for believing in a danger of torture by or with the acquiescence of an official",
		Binds:    "parties to the Convention",
		Absolute: "absolute",
		Notes:    "General Comment 4 §4: expulsion, extradition, rendition, rejection at the frontier and pushback are all covered",
		Citation: "Convention of 10 December 1984, art. 3; CAT General Comment 4 (2017) §4", Verified: Documented,
	},
	{
		ID: "ICCPR7", Treaty: "ICCPR", Name: "ICCPR, arts 7 and 6",
		Protects: "any person from a real risk of irreparable harm: ill-treatment, arbitrary deprivation of life, the death penalty for senders that have abolished it",
		Binds:    "parties to the Covenant",
		Absolute: "art. 7 allows no derogation",
		Notes:    "General Comments 20 §9, 31 §12 and 36 §§30-31",
		Citation: "Covenant of 16 December 1966, arts 6 and 7", Verified: Unverified,
	},
	{
		ID: "ICCPR13", Treaty: "ICCPR", Name: "ICCPR, art. 13",
		Protects: "aliens lawfully present: an individual decision and its review",
		Binds:    "parties to the Covenant",
		Absolute: "no: compelling reasons of national security are excepted",
		Notes:    "procedural",
		Citation: "Covenant of 16 December 1966, art. 13", Verified: Unverified,
	},
	{
		ID: "CED16", Treaty: "CED", Name: "Enforced Disappearance Convention, art. 16",
		Protects: "any person from being sent where there are substantial grounds for believing in a danger of enforced disappearance",
		Binds:    "parties to the Convention",
		Absolute: "absolute",
		Notes:    "a consistent pattern of gross abuses must be weighed",
		Citation: "Convention of 20 December 2006, art. 16", Verified: Unverified,
	},
	{
		ID: "CRC37", Treaty: "CRC", Name: "Convention on the Rights of the Child, arts 6 and 37",
		Protects: "children from a real risk of irreparable harm",
		Binds:    "parties to the Convention",
		Absolute: "absolute",
		Notes:    "General Comment 6 §27; the United States has only signed (1995)",
		Citation: "Convention of 20 November 1989, arts 6 and 37; CRC General Comment 6 §27", Verified: Unverified,
	},
	{
		ID: "GC45", Treaty: "", Name: "Fourth Geneva Convention, art. 45(4)",
		Protects: "protected persons from transfer to where they may fear persecution for political opinions or religious beliefs",
		Binds:    "all states",
		Absolute: "absolute in its scope",
		Notes:    "bears only in armed conflict or occupation",
		Citation: "Convention of 12 August 1949, art. 45(4)", Verified: Unverified,
	},
	{
		ID: "ECHR3", Treaty: "ECHR", Name: "ECHR, arts 3 and 2; Protocols 4 art. 4, 13, 7 art. 1",
		Protects: "any person from a real risk of ill-treatment or death; collective expulsion (Protocol 4)",
		Binds:    "Council of Europe states; Russia ceased on 16 September 2022 (unverified)",
		Absolute: "art. 3 absolute (Chahal, Saadi)",
		Notes:    "the United Kingdom, Greece, Türkiye and Switzerland are not bound by Protocol 4 (unverified)",
		Citation: "European Convention on Human Rights, arts 2 and 3", Verified: Unverified,
	},
	{
		ID: "EUCh19", Treaty: "EU", Name: "EU Charter, arts 4, 18, 19(2); Return Directive 2008/115 art. 5; Regulation 2024/1348 art. 59",
		Protects: "persons under European Union law; safe third country",
		Binds:    "states of the European Union",
		Absolute: "art. 19(2) absolute",
		Notes:    "Regulation 2024/1348 applies from June 2026; later amendments to the connection criterion are unverified",
		Citation: "Charter of Fundamental Rights of the European Union", Verified: Unverified,
	},
	{
		ID: "ACHR22", Treaty: "ACHR", Name: "American Convention on Human Rights, art. 22(8)-(9)",
		Protects: "any alien whose life or liberty is in danger for race, nationality, religion, social status or political opinion; collective expulsion",
		Binds:    "parties to the Convention",
		Absolute: "no exception of the kind of art. 33(2)",
		Notes:    "Pacheco Tineo; OC-21/14 and OC-25/18 (unverified)",
		Citation: "Convention of 22 November 1969, art. 22(8)-(9)", Verified: Unverified,
	},
	{
		ID: "IACPPT13", Treaty: "IACPPT", Name: "Inter-American Torture Convention, art. 13(4)",
		Protects: "any person from a danger to life, of torture, or of trial by special courts",
		Binds:    "parties to the Convention",
		Absolute: "absolute",
		Notes:    "",
		Citation: "Convention of 9 December 1985, art. 13(4)", Verified: Unverified,
	},
	{
		ID: "OAU2", Treaty: "OAU1969", Name: "OAU Refugee Convention, art. II(3); art. V",
		Protects: "refugees in a broader sense, rejection at the frontier included; art. V: return is essentially voluntary and nobody is penalised for having left",
		Binds:    "parties to the Convention",
		Absolute: "no exclusion clause in art. II(3)",
		Notes:    "the text of art. V was read",
		Citation: "Convention of 10 September 1969, arts II(3) and V; UNTC reg. 14691", Verified: Documented,
	},
	{
		ID: "ACH12", Treaty: "ACHPR", Name: "African Charter, arts 5 and 12(3)-(5)",
		Protects: "asylum; mass expulsion",
		Binds:    "parties of the African Union",
		Absolute: "not stated",
		Notes:    "",
		Citation: "Charter of 27 June 1981, arts 5 and 12", Verified: Unverified,
	},
	{
		ID: "ARAB28", Treaty: "ARAB", Name: "Arab Charter 2004, arts 28 and 26(2)",
		Protects: "political refugees",
		Binds:    "parties to the Charter (list unverified)",
		Absolute: "not stated",
		Notes:    "narrow",
		Citation: "Arab Charter on Human Rights 2004, arts 26(2) and 28", Verified: Unverified,
	},
	{
		ID: "CUST", Treaty: "", Name: "custom",
		Protects: "all persons",
		Binds:    "all states, parties or not, as asserted by UNHCR and other UN bodies",
		Absolute: "scope debated; the limb on torture is often called jus cogens",
		Notes:    "shown as asserted by UNHCR and UN bodies, not as fact",
		Citation: "as asserted by UNHCR and UN bodies", Verified: Unverified,
	},
	{
		ID: "US-L", Treaty: "", Name: "8 USC 1231(b)(1)-(3); FARRA §2242; 8 CFR 208.16-18",
		Protects: "withholding of removal (\"more likely than not\"), deferral under CAT; the country of removal must be designated",
		Binds:    "agencies of the United States",
		Absolute: "withholding has the bars of 1231(b)(3)(B); CAT deferral has none",
		Notes: "8 CFR 208.18(c) is the path for assurances. ICE memorandum of 9 July 2025: a credible assurance means no further procedure or notice, otherwise 24 h, 6 h if exigent. " +
			"D.V.D. injunction of 18 April 2025, stayed by the Supreme Court on 23 June 2025. DHS OIG-11-100 and Khouzam v. Hogan (M.D. Pa. 2008) on reliance on assurances",
		Citation: "8 USC 1231(b); 8 CFR 208.16-18; ICE memorandum of 9 July 2025", Verified: Documented,
	},
	{
		ID: "QA-L", Treaty: "", Name: "Qatar Law 11/2018, arts 1, 3 and 15; Cabinet Decision 12/2019",
		Protects: "a \"political asylee\"; art. 15 bars return to the country of origin or to another country of danger; Decision 12/2019 lists human-rights activists, reporters, party members, religious and ethnic minorities",
		Binds:    "Qatar",
		Absolute: "not stated",
		Notes:    "a transit state with a rule of its own; whether it reaches people in transit is an open question",
		Citation: "Library of Congress and Human Rights Watch on Law 11/2018; A/HRC/44/57/Add.33", Verified: Documented,
	},
}
