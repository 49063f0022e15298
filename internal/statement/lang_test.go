package statement

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
)

// sentences of our own in the four other languages, each with what a reader of it expects:
// "figures | dates | route | event | class of the origin", empty where nothing is to be found.
// Everything was written down before the reader saw the sentence. The anchor is Tuesday,
// 30 September 2025.
type foreignCase struct{ text, want string }

func checkForeign(t *testing.T, language string, cases []foreignCase) {
	t.Helper()
	// a frame makes the document one about removals, whatever the sentence says
	frames := map[string]string{"es": "Deportación de migrantes.", "fr": "Expulsion de migrants.", "ar": "ترحيل مهاجرين.", "fa": "اخراج مهاجران."}
	for _, c := range cases {
		d := dated(t, "d", "2025-09-30", c.text+"\n"+frames[language])
		d.Language = language
		list := proposed(t, d)
		got := "nothing"
		for _, s := range list {
			if s.Content.Spans[0].Start >= len(c.text) {
				continue
			}
			got = fmt.Sprintf("%s | %s | %s | %s | %s", strings.Join(figureWords(s.Quantities), "; "), strings.Join(dateWords(s.Dates), "; "), routeWords(s.Route), s.Event, s.Origin().Class)
			if s.Band == Green {
				t.Errorf("%q: green, although nothing was measured", c.text)
			}
			if s.Extractor != "rules-"+language+"/2" {
				t.Errorf("%q: by %s", c.text, s.Extractor)
			}
			break
		}
		if got != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.text, got, c.want)
		}
	}
}

func TestSpanish(t *testing.T) {
	t.Parallel()
	checkForeign(t, "es", []foreignCase{
		{"Estados Unidos deportó el lunes a 120 iraníes.", "exact 120 persons | 2025-09-29 |  | happened | this_document"},
		{"Un avión con unos 100 deportados salió de Luisiana el 29 de septiembre de 2025.", "approx 100 persons | 2025-09-29 | US-LA> | happened | this_document"},
		{"El vuelo llegará a Teherán el martes con escala en Doha.", " | 2025-09-30 | >OTHH>IR-23 | planned | this_document"},
		{"Hasta 400 ciudadanos iraníes serán deportados en los próximos días.", "up_to 400 persons | 2025-09-30..2025-10-04 |  | planned | this_document"},
		{"El ministro José Pérez Gil dijo que al menos cuarenta personas fueron repatriadas ayer.", "at_least 40 persons | 2025-09-29 |  | happened | named_official"},
		{"«Ciento veinte personas deben ser deportadas», afirmó el portavoz de la cancillería iraní.", "exact 120 persons |  |  | planned | unnamed_official"},
		{"Según la agencia EFE, 1.214 migrantes fueron deportados en julio.", "exact 1214 persons | 2025-07-01..2025-08-01 |  | happened | wire"},
		{"El gobierno de Honduras informó que dos vuelos con 199 venezolanos aterrizaron en Palmerola la semana pasada.", "exact 2 flights; exact 199 persons | 2025-09-22..2025-09-29 | >MHSC | happened | institution"},
		{"Decenas de personas fueron expulsadas hacia Panamá.", "vague_word persons |  | >PA | happened | this_document"},
		{"El vuelo de deportación de mañana fue cancelado.", " | 2025-10-01 |  | cancelled | this_document"},
		{"La embajada negó que 54 iraníes hayan sido deportados.", "exact 54 persons |  |  | unknown | institution"},
		{"El avión partió de Harlingen rumbo a El Salvador el 15 de marzo.", " | 2025-03-15 | KHRL>; >SV | happened | this_document"},
		{"Entre 100 y 120 personas viajaban en el avión de deportación.", "range 100-120 persons |  |  | happened | this_document"},
		{"Más de mil doscientos vuelos de deportación salieron en 2025.", "more_than 1200 flights | 2025-01-01..2026-01-01 |  | happened | this_document"},
		{"No se sabe cuántas personas fueron deportadas el domingo.", " | 2025-09-28 |  | unknown | this_document"},
		{"Los deportados fueron trasladados desde Guantánamo hasta Maiquetía vía Soto Cano.", " |  | MUGM>MHSC>SVMI | happened | this_document"},
		{"Hace dos días fueron expulsados 16 cubanos.", "exact 16 persons | 2025-09-28 |  | happened | this_document"},
		{"El próximo viernes saldrá otro vuelo de deportación.", " | 2025-10-03 |  | planned | this_document"},
		{"Un total de 302 migrantes, entre ellos 20 menores, podrían ser deportados.", "exact 302 persons; exact 20 persons |  |  | hypothetical | this_document"},
		{"El funcionario, que pidió no ser identificado, dijo a Reuters que veintitrés hombres fueron deportados.", "exact 23 persons |  |  | happened | unnamed_official"},
	})
}

func TestFrench(t *testing.T) {
	t.Parallel()
	checkForeign(t, "fr", []foreignCase{
		{"Les États-Unis ont expulsé 120 Iraniens lundi.", "exact 120 persons | 2025-09-29 |  | happened | this_document"},
		{"Un avion transportant une centaine de personnes a quitté la Louisiane pour l’Iran, via le Qatar.", "approx 100 persons |  | US-LA>; >QA>IR | happened | this_document"},
		{"Jusqu’à 400 ressortissants iraniens devraient être renvoyés dans les prochains jours.", "up_to 400 persons | 2025-09-30..2025-10-04 |  | planned | this_document"},
		{"Selon l’AFP, au moins quatre-vingt-dix-sept migrants ont été expulsés hier.", "at_least 97 persons | 2025-09-29 |  | happened | wire"},
		{"« Cent vingt personnes seront rapatriées », a déclaré le porte-parole du ministère.", "exact 120 persons |  |  | planned | unnamed_official"},
		{"Le ministre a affirmé que 1 214 personnes avaient été expulsées en juillet 2025.", "exact 1214 persons | 2025-07-01..2025-08-01 |  | happened | unnamed_official"},
		{"Le vol a atterri à Téhéran mardi, après une escale à Doha.", " | 2025-09-30 | >OTHH>IR-23 | happened | this_document"},
		{"Plusieurs dizaines de migrants ont été expulsés.", "vague_word persons |  |  | happened | this_document"},
		{"Le vol d’expulsion prévu vendredi prochain a été annulé.", " | 2025-10-03 |  | cancelled | this_document"},
		{"Près de 120 Iraniens ont été renvoyés le 1er octobre 2025.", "nearly 120 persons | 2025-10-01 |  | happened | this_document"},
		{"Il y a deux jours, seize Camerounais ont été expulsés.", "exact 16 persons | 2025-09-28 |  | happened | this_document"},
		{"Aucun vol d’expulsion n’est parti dimanche.", " | 2025-09-28 |  | did_not_happen | this_document"},
		{"L’ambassade a démenti que 54 Iraniens aient été expulsés.", "exact 54 persons |  |  | unknown | institution"},
		{"On ignore combien de personnes ont été expulsées la semaine dernière.", " | 2025-09-22..2025-09-29 |  | unknown | this_document"},
		{"Entre 100 et 120 personnes pourraient être expulsées.", "range 100-120 persons |  |  | hypothetical | this_document"},
		{"Deux vols d’expulsion ont décollé de Louisiane le 29 septembre.", "exact 2 flights | 2025-09-29 | US-LA> | happened | this_document"},
		{"Depuis 1979, aucun Iranien n’avait été expulsé par avion.", " | 1979-01-01.. |  | did_not_happen | this_document"},
		{"Soixante-dix-sept personnes ont été transférées vers le Panama.", "exact 77 persons |  | >PA | happened | this_document"},
	})
}

func TestArabic(t *testing.T) {
	t.Parallel()
	checkForeign(t, "ar", []foreignCase{
		{"رحلت الولايات المتحدة ١٢٠ إيرانيا يوم الاثنين.", "exact 120 persons | 2025-09-29 |  | happened | this_document"},
		{"أقلعت الطائرة من لويزيانا في 29 سبتمبر 2025.", " | 2025-09-29 | US-LA> | happened | this_document"},
		{"وقالت وزارة الخارجية الإيرانية إن ما يصل إلى 400 شخص سيعادون إلى إيران خلال الأيام المقبلة.", "up_to 400 persons | 2025-09-30..2025-10-04 | >IR | planned | institution"},
		{"ومن المقرر أن تصل الطائرة إلى مطار الإمام الخميني الثلاثاء عبر الدوحة.", " | 2025-09-30 | >OTHH>OIIE | planned | this_document"},
		{"قال المتحدث إن نحو مئة وعشرين مهاجرا رحلوا أمس.", "approx 120 persons | 2025-09-29 |  | happened | unnamed_official"},
		{"وفقا لوكالة تسنيم، رحل ٥٤ إيرانيا.", "exact 54 persons |  |  | happened | semi_official_medium"},
		{"نفت السفارة ترحيل أي مهاجر في أيلول/سبتمبر 2025.", "nothing"},
		{"عشرات المهاجرين رحلوا إلى بنما الأسبوع الماضي.", "vague_word persons | 2025-09-22..2025-09-29 | >PA | happened | this_document"},
		{"ألغيت رحلة الترحيل يوم الجمعة الماضي.", " | 2025-09-26 |  | cancelled | this_document"},
		{"لم يتضح عدد المهاجرين الذين رحلوا الأحد.", " | 2025-09-28 |  | unknown | this_document"},
		{"ما لا يقل عن 40 شخصا أعيدوا إلى العراق في ٥ أيلول/سبتمبر ٢٠٢٥.", "at_least 40 persons | 2025-09-05 | >IQ | happened | this_document"},
		{"لم يرحل أي مهاجر في ٧ ربيع الآخر ١٤٤٧.", " | unresolved |  | did_not_happen | this_document"},
		{"رحلت السلطات ١٬٢١٤ مهاجرا في يوليو.", "exact 1214 persons | 2025-07-01..2025-08-01 |  | happened | this_document"},
		{"بين 100 و120 شخصا رحلوا من الولايات المتحدة.", "range 100-120 persons |  | US> | happened | this_document"},
		{"غادرت طائرتان تقلان مرحلين غوانتانامو.", "exact 2 aircraft |  | MUGM> | happened | this_document"},
		{"قبل ثلاثة أيام رحل خمسة وعشرون شخصا.", "exact 25 persons | 2025-09-27 |  | happened | this_document"},
		{"قد ترحل السلطات أكثر من 300 شخص غدا.", "more_than 300 persons | 2025-10-01 |  | hypothetical | this_document"},
		{"وقال مسؤول لم يكشف عن هويته: «رحل نحو خمسين شخصا من أريزونا».", "approx 50 persons |  |  | happened | unnamed_official"},
	})
}

func TestPersian(t *testing.T) {
	t.Parallel()
	checkForeign(t, "fa", []foreignCase{
		{"آمریکا ۱۲۰ ایرانی را روز دوشنبه اخراج کرد.", "exact 120 persons | 2025-09-29 |  | happened | this_document"},
		{"هواپیما ۷ مهر ۱۴۰۴ از لوئیزیانا برخاست.", " | 2025-09-29 | US-LA> | happened | this_document"},
		{"۱۲۰ نفر باید طی یکی دو روز آینده به ایران بازگردانده شوند.", "exact 120 persons | 2025-09-30..2025-10-03 | >IR | planned | this_document"},
		{"پرواز سه‌شنبه ۸ مهر از طریق قطر در فرودگاه امام خمینی به زمین نشست.", " | 2025-09-30 | >QA>OIIE | happened | this_document"},                   //nolint:staticcheck // Persian is written with the joiner
		{"حسین نوری‌زاده، مدیرکل وزارت خارجه، گفت که تا ۴۰۰ ایرانی به کشور بازگردانده خواهند شد.", "up_to 400 persons |  |  | planned | named_official"}, //nolint:staticcheck // Persian is written with the joiner
		{"به گزارش خبرگزاری تسنیم، حدود صد و بیست نفر اخراج شدند.", "approx 120 persons |  |  | happened | semi_official_medium"},
		{"سخنگوی وزارت خارجه گفت: «دست‌کم چهل نفر دیروز بازگردانده شدند.»", "at_least 40 persons | 2025-09-29 |  | happened | unnamed_official"}, //nolint:staticcheck // Persian is written with the joiner
		{"ده‌ها نفر هفته گذشته اخراج شدند.", "vague_word persons | 2025-09-20..2025-09-27 |  | happened | this_document"},                        //nolint:staticcheck // Persian is written with the joiner
		{"پرواز اخراج روز جمعه لغو شد.", " | 2025-09-26 |  | cancelled | this_document"},
		{"مشخص نیست چند نفر دیروز اخراج شدند.", " | 2025-09-29 |  | unknown | this_document"},
		{"هیچ کس در ۵ مهر اخراج نشد.", " | 2025-09-27 |  | did_not_happen | this_document"},
		{"دو روز پیش ۵۴ تن از اتباع ایرانی اخراج شدند.", "exact 54 persons | 2025-09-28 |  | happened | this_document"},
		{"بیش از هزار و دویست پرواز اخراج در سال ۱۴۰۴ انجام شد.", "more_than 1200 flights | 2025-03-21..2026-03-21 |  | happened | this_document"},
		{"از سال ۱۳۵۷ کسی با پرواز اخراج نشده بود.", " | 1978-03-21.. |  | did_not_happen | this_document"},
		{"بین ۱۰۰ تا ۱۲۰ نفر در مهرماه ۱۴۰۴ اخراج شدند.", "range 100-120 persons | 2025-09-23..2025-10-23 |  | happened | this_document"},
		{"ممکن است ۲۰ نفر فردا اخراج شوند.", "exact 20 persons | 2025-10-01 |  | hypothetical | this_document"},
		{"یک پرواز در تاریخ ۱۴۰۴/۰۷/۰۸ از آمریکا به ایران رسید.", "exact 1 flights | 2025-09-30 | US>IR | happened | this_document"},
		{"۵۵ ایرانی در ۷ دسامبر ۲۰۲۴ از طریق کویت اخراج شدند.", "exact 55 persons | 2024-12-07 | >KW> | happened | this_document"},
	})
}

// The same figures in other scripts and words are the same figures.
func TestForeignNumbers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		language, text string
		want           int
	}{
		{"es", "ciento veinte", 120}, {"es", "1.214", 1214}, {"es", "1,214", 1214}, {"es", "veintiuno", 21}, {"es", "treinta y dos", 32}, {"es", "dos mil cinco", 2005}, {"es", "1,2 millones", 1200000}, {"es", "mil", 1000},
		{"fr", "quatre-vingt-dix-sept", 97}, {"fr", "quatre-vingts", 80}, {"fr", "soixante et onze", 71}, {"fr", "deux cent trente", 230}, {"fr", "mille deux cents", 1200}, {"fr", "1 214", 1214}, {"fr", "vingt et un", 21}, {"fr", "cent vingt", 120},
		{"ar", "١٢٠", 120}, {"ar", "مئة وعشرون", 120}, {"ar", "خمسة وعشرين", 25}, {"ar", "ثلاثمئة وأربعة وخمسون", 354}, {"ar", "ألف ومئتان", 1200}, {"ar", "خمسة عشر", 15}, {"ar", "١٬٢١٤", 1214},
		{"fa", "۱۲۰", 120}, {"fa", "صد و بیست", 120}, {"fa", "هزار و دویست و چهارده", 1214}, {"fa", "۱٬۲۱۴", 1214}, {"fa", "بیست و پنج", 25}, {"fa", "دو هزار", 2000},
	} {
		l := languages[c.language]()
		r := l.readIn(document.Document{Text: c.text})
		if n, to, _, ok := l.number(r, 0, len(r.tokens)); !ok || n != c.want || to != len(r.tokens) {
			t.Errorf("%s %q: %d up to word %d of %d (%v), want %d", c.language, c.text, n, to, len(r.tokens), ok, c.want)
		}
	}
}

func TestOtherLanguagesHaveNoProposals(t *testing.T) {
	t.Parallel()
	d := document.Document{ID: "d", Language: "de", Text: "Die USA haben am Montag 120 Iraner abgeschoben, sagte der Sprecher."}
	if list := Propose(d); len(list) != 0 {
		t.Errorf("a German text has %d statements by rules that do not know German", len(list))
	}
}

// FuzzForeign feeds any text to the four readers; whatever they propose must stand in the text.
func FuzzForeign(f *testing.F) {
	for _, s := range []string{"", "«", "dijo que 120 iraníes fueron deportados", "وقال: «", "و120 ١٢٠ ٬", "۱۴۰۴/۱۲/۳۰ اخراج شد", "l’ d’ qu’il a dit que", "según", "به گزارش ، ۱۲۰ نفر", "quatre-vingt-vingt-cent et mille", "entre 5 y 3 \xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		at := time.Date(2025, 9, 30, 0, 0, 0, 0, time.UTC)
		for _, language := range []string{"es", "fr", "ar", "fa"} {
			d := document.Document{ID: "d-fuzz", Language: language, Text: text, Published: &document.Stamp{At: at, Date: true}}
			for _, s := range Propose(d) {
				if err := Check(d, s); err != nil {
					t.Fatalf("%s: %v", language, err)
				}
			}
		}
	})
}
