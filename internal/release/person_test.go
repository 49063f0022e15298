package release_test

import (
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/release"
)

// What is refused, by kind. The people are invented.
func TestCheckPersonsRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		kind release.Kind
	}{
		{"Farhad Testani was aboard the aircraft.", release.NamedAboard},
		{"Farhad Testani was deported on 29 September.", release.NamedAboard},
		{"Farhad Testani, a student, was removed.", release.NamedAboard},
		{"the deportee Farhad Testani", release.NamedAboard},
		{"On board: Farhad Testani", release.NamedAboard},
		{"passengers: Maria Ejemplo Prueba", release.NamedAboard},
		{"a man named Farhad Testani", release.NamedAboard},
		{"Farhad Testani boarded at KAEX", release.NamedAboard},
		{"Farhad\u200b Testani was deport\u200bed", release.NamedAboard},
		{"Farhad Testani, 34, of Shiraz", release.NamedAged},
		{"A123456789", release.ANumber},
		{"A-number A 123-456-789", release.ANumber},
		{"A# 123 456 78", release.ANumber},
		{"file A\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669", release.ANumber},
		{"born on 3 March 1991", release.BirthDate},
		{"DOB: 03/03/91", release.BirthDate},
		{"date of birth 1991-03-03", release.BirthDate},
		{"Passport No. X1234567", release.Document},
		{"visa number 20171234567", release.Document},
		{"call +1 202 555 0142", release.Phone},
		{"(202) 555-0142", release.Phone},
		{"whatsapp 0912 000 0000", release.Phone},
		{"+98 912 000 0000", release.Phone},
		{"\uff0b98 912 000 0000", release.Phone},
		{"see @farhad_testani", release.Handle},
		{"farhad@example.org", release.Handle},
		{"t.me/farhadtestani", release.Handle},
		{"IBAN DE89 3704 0044 0532 0130 00", release.BankAccount},
	} {
		found := release.CheckPersons(c.text)
		if len(found) == 0 || found[0].Kind != c.kind {
			t.Errorf("%q: %v, want %s", c.text, found, c.kind)
		}
		err := release.Refuse("note", c.text)
		if err == nil || !strings.Contains(err.Error(), string(found[0].Kind)) || strings.Contains(err.Error(), "Testani") || strings.Contains(err.Error(), "555") {
			t.Errorf("%q: the refusal is %v", c.text, err)
		}
	}
}

// What analysts write all day, and what may be said of officials in their role.
func TestCheckPersonsLets(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "Louisiana – Doha – Tehran", "Reconstruction: flown by a simulator.", "about 120 Iranians were deported on 29 September 2025",
		"Hossein Noushabadi, a foreign ministry official, said that 120 people would be flown home", "the minister, Farhad Testani, was on board the press plane",
		"N278GX left KHRL at 17:26 ET; position 26.2285, -97.6544 at FL350", "a2c4e0-20250929T2214Z", "d-0123456789abcdef", "s-0123456789abcdef",
		"SHA-256 4b034bad31ae12293a3fbb439ab517cae75e5ed051ab0badec4dcc7362b44c66", "seen at 2025-09-29T22:14:49Z and 17:14:49 -05:00",
		"Omni Air International was on the flight plan", "United States deported people", "South Sudan was returned to later", "Global Crossing was flown by another crew",
		"aircraft staged, passengers unknown", "three sources for 19:25, 19:26 and 19:27", "CAT 1984, art. 3; accession 1987-10-14", "USD 1,200,000,000", "2025-10-28 to 2025-11-06",
		"Convention against Torture was signed", "the Department of Homeland Security is on the record",
	} {
		if found := release.CheckPersons(text); len(found) > 0 {
			t.Errorf("%q: refused for %v", text, found)
		}
	}
}

// Whatever the bytes, the scan ends and repeats nothing of a person in its refusal.
func FuzzCheckPersons(f *testing.F) {
	for _, s := range []string{"Farhad Testani was aboard", "A123456789", "\xff+98\xfe912 000 0000", "٠٠٩٨٩١٢"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range release.CheckPersons(text) {
			if p.Kind == "" || p.Found == "" {
				t.Fatalf("%q: %+v", text, p)
			}
		}
	})
}
