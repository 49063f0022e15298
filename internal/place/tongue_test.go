package place

import (
	"fmt"
	"strings"
	"testing"
)

// Places, peoples and airports in sentences of our own in the four other languages.
func TestFindIn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ language, text, want string }{
		{"es", "El avión salió de Luisiana rumbo a Teherán con escala en Doha.", "Luisiana state US-LA; Teherán city IR-23; Doha city OTHH"},
		{"es", "Los venezolanos fueron llevados de Soto Cano a Maiquetía.", "venezolanos demonym VE; Soto Cano airport MHSC; Maiquetía airport SVMI"},
		{"es", "Estados Unidos y EE. UU. son lo mismo; los EE.UU. también.", "Estados Unidos country US; EE. UU country US; EE.UU country US"},
		{"es", "La china de porcelana no es de China.", "china demonym CN; China country CN"},
		{"es", "Aterrizó en Palmerola, en Comayagua.", "Palmerola airport MHSC; Comayagua airport MHSC"},
		{"es", "Llegaron a Tegucigalpa desde Panamá.", "Tegucigalpa city MHTG?; Panamá country PA"},
		{"fr", "L’avion a quitté la Louisiane pour l’Iran via le Qatar.", "Louisiane state US-LA; Iran country IR; Qatar country QA"},
		{"fr", "Des Iraniens expulsés des États-Unis vers Téhéran.", "Iraniens demonym IR; États-Unis country US; Téhéran city IR-23"},
		{"fr", "Il s'est posé à l'aéroport Imam-Khomeiny.", "aéroport Imam-Khomeiny airport OIIE"},
		{"ar", "أقلعت الطائرة من لويزيانا إلى مطار الإمام الخميني عبر الدوحة.", "لويزيانا state US-LA; مطار الإمام الخميني airport OIIE; الدوحة city OTHH"},
		{"ar", "رحلت الولايات المتحدة إيرانيين إلى إيران.", "الولايات المتحدة country US; إيرانيين demonym IR; إيران country IR"},
		{"ar", "للولايات المتحدة وإيران والعراق", "لولايات المتحدة country US; إيران country IR; العراق country IQ"},
		{"ar", "نقل الفنزويليون من غوانتانامو", "الفنزويليون demonym VE; غوانتانامو airport MUGM"},
		{"fa", "هواپیما از لوئیزیانا به فرودگاه امام خمینی رفت.", "لوئیزیانا state US-LA; فرودگاه امام خمینی airport OIIE"},
		{"fa", "ایرانی‌ها از ایالات متحده آمریکا از طریق قطر بازگشتند.", "ایرانی demonym IR; ایالات متحده آمریکا country US; قطر country QA"}, //nolint:staticcheck // Persian is written with the joiner
		{"fa", "ايران و آمريكا", "ايران country IR; آمريكا country US"},
		{"en", "From Doha to Tehran", "Doha city OTHH; Tehran city OIIE"},
	} {
		var got []string
		for _, m := range FindIn(c.language, c.text) {
			if c.text[m.Start:m.End] != m.Text {
				t.Errorf("%q: %q is not at its place", c.text, m.Text)
			}
			s := fmt.Sprintf("%s %s %s", m.Text, m.Kind, m.Code)
			if len(m.Ambiguous) > 0 {
				s += "?"
			}
			got = append(got, s)
		}
		if c.language == "en" {
			if len(got) != 2 {
				t.Errorf("English is not read as English: %q", got)
			}
			continue
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%s %q:\n got  %s\n want %s", c.language, c.text, g, c.want)
		}
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	for a, b := range map[string]string{"ÁRBOL": "arbol", "كربي": "کربی", "۱۲۰": "120", "١٢٠": "120", "إِيران": "ایران", "آمریکا": "امریکا", "L’Été": "l’ete"} {
		if got := Fold(a); got != b {
			t.Errorf("Fold(%q) = %q, want %q", a, got, b)
		}
	}
}

func FuzzFindIn(f *testing.F) {
	f.Add("للولايات المتحدة وإيران")
	f.Add("l’Iran, EE. UU. ‌‌ایرانی‌ها") //nolint:staticcheck // Persian is written with the joiner
	f.Add("وب\u0651\u0651ا")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		for _, language := range []string{"es", "fr", "ar", "fa"} {
			end := 0
			for _, m := range FindIn(language, text) {
				if m.Start < end || m.End <= m.Start || m.End > len(text) || text[m.Start:m.End] != m.Text {
					t.Fatalf("%s: mention %+v of %q", language, m, text)
				}
				end = m.End
			}
		}
	})
}
