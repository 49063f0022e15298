package document

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// outletHosts are addresses that readers trust and forgers copy: outlets, wires, governments
// and organisations that report on transfers of people. It is data: add to it.
var outletHosts = strings.Fields(`
	nytimes.com washingtonpost.com theguardian.com reuters.com apnews.com afp.com bbc.com bbc.co.uk cnn.com npr.org
	nbcnews.com cbsnews.com abcnews.go.com foxnews.com politico.com axios.com propublica.org theintercept.com latimes.com
	miamiherald.com elpais.com elmundo.es lemonde.fr lefigaro.fr liberation.fr france24.com dw.com spiegel.de
	aljazeera.com aljazeera.net alarabiya.net bbc.com iranintl.com irna.ir tasnimnews.com farsnews.ir isna.ir mehrnews.com
	presstv.ir tehrantimes.com xinhuanet.com tass.com tass.ru eluniversal.com.mx prensalibre.com laprensa.hn elsalvador.com
	ice.gov dhs.gov state.gov justice.gov whitehouse.gov uscis.gov faa.gov gov.uk un.org ohchr.org unhcr.org iom.int
	hrw.org amnesty.org humanrightsfirst.org witnessattheborder.org aclu.org courtlistener.com`)

// confusable maps letters of other scripts, and figures, to the Latin letter that they are
// drawn like (Unicode Technical Standard 39, the part that occurs in host names).
var confusable = map[rune]string{
	'а': "a", 'в': "b", 'с': "c", 'ԁ': "d", 'е': "e", 'ѐ': "e", 'ё': "e", 'ғ': "f", 'ɡ': "g", 'һ': "h", 'н': "h", 'і': "i", 'ї': "i", 'ӏ': "l", 'ј': "j",
	'к': "k", 'м': "m", 'п': "n", 'о': "o", 'р': "p", 'ԛ': "q", 'г': "r", 'ѕ': "s", 'т': "t", 'ц': "u", 'ѵ': "v", 'ԝ': "w", 'х': "x", 'у': "y", 'ү': "y",
	'α': "a", 'β': "b", 'ε': "e", 'η': "n", 'ι': "i", 'κ': "k", 'ν': "v", 'ο': "o", 'ρ': "p", 'σ': "o", 'τ': "t", 'υ': "u", 'χ': "x", 'ω': "w", 'γ': "y",
	'ı': "i", 'ɩ': "i", 'ɑ': "a", 'ɾ': "r", 'ƅ': "b", 'ḷ': "l", 'ł': "l", 'ø': "o", 'đ': "d", 'ħ': "h", 'օ': "o", 'ո': "n", 'ս': "u", 'ց': "g", 'հ': "h",
	'0': "o", '1': "l", 'i': "l", '5': "s", '3': "e",
}

// skeleton is a host as it looks at a glance. Two hosts with one skeleton can be taken for
// each other; i, l and 1 count as one stroke.
func skeleton(host string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(host) {
		if to, ok := confusable[r]; ok {
			for _, l := range to {
				if l == 'i' {
					l = 'l'
				}
				b.WriteRune(l)
			}
			continue
		}
		if plain, ok := unaccented[r]; ok {
			r = plain
		}
		b.WriteRune(r)
	}
	return strings.NewReplacer("rn", "m", "vv", "w").Replace(b.String())
}

// unaccented are the Latin letters with a mark that host names of forgeries use.
var unaccented = func() map[rune]rune {
	out := map[rune]rune{}
	for plain, marked := range map[rune]string{
		'a': "àáâãäåāăąạ", 'c': "çćċč", 'd': "ďḍ", 'e': "èéêëēėęě", 'g': "ğġģ", 'h': "ḥ", 'l': "ìíîïĩīįĺļľịỉ", 'k': "ķḳ",
		'm': "ṃṁ", 'n': "ñńņňṇ", 'o': "òóôõöōőơọ", 'r': "ŕŗřṛ", 's': "śşšșṣ", 't': "ţťțṭ", 'u': "ùúûüũūůűųưụ", 'w': "ŵẁẃẅ", 'y': "ýÿŷỳỵ", 'z': "źżžẓ",
	} {
		for _, r := range marked {
			out[r] = plain
		}
	}
	return out
}()

// Lookalike says of a web address whose it looks like and is not, or what is strange about its
// host; empty where nothing is. It knows the outlets of a list; that it is silent proves nothing.
func Lookalike(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	asked := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	host, err := idna.Punycode.ToUnicode(asked)
	if err != nil {
		return fmt.Sprintf("the host %s is no readable name: %v", shownHost(asked, asked), err)
	}
	bare := strings.TrimPrefix(host, "www.")
	for _, known := range outletHosts {
		switch {
		case bare == known || strings.HasSuffix(bare, "."+known):
			return ""
		}
	}
	for _, known := range outletHosts {
		look, seen := skeleton(known), skeleton(bare)
		switch {
		case seen == look || strings.HasSuffix(seen, "."+look) && !strings.HasSuffix(bare, "."+known) && !isASCII(bare):
			return fmt.Sprintf("the address looks like %s but is not: its host is %s", known, shownHost(host, asked))
		case strings.HasSuffix(known, ".gov") && len(bare) == len(known)+3 && strings.HasPrefix(bare, known+"."):
			return "" // justice.gov.xx is a government's own, elsewhere
		case strings.HasPrefix(seen, look+".") || strings.HasPrefix(seen, look+"-") || strings.Contains(seen, "."+look+".") || strings.Contains(seen, "."+look+"-"):
			return fmt.Sprintf("the address begins like %s but is not: its host is %s, which belongs to the name at its end", known, shownHost(host, asked))
		}
	}
	for _, label := range strings.FieldsFunc(host, func(r rune) bool { return r == '.' || r == '-' }) {
		if s := scriptsOf(label); len(s) > 1 {
			return fmt.Sprintf("the host %s mixes %s letters in %q, as forged addresses do", shownHost(host, asked), strings.Join(s, " and "), label)
		}
	}
	return ""
}

// shownHost names a host so that nobody takes it for another: as the network spells it, and
// which of its letters are not Latin.
func shownHost(host, asked string) string {
	ascii, err := idna.Punycode.ToASCII(host)
	if err != nil {
		ascii = asked
	}
	var foreign []string
	for _, r := range host {
		if r > unicode.MaxASCII && len(foreign) < 5 {
			foreign = append(foreign, fmt.Sprintf("U+%04X", r))
		}
	}
	if len(foreign) == 0 {
		return ascii
	}
	return fmt.Sprintf("%s, with %s", ascii, strings.Join(foreign, ", "))
}

func isASCII(s string) bool {
	for _, r := range s {
		if r > unicode.MaxASCII {
			return false
		}
	}
	return true
}

// scripts that a word is written in, when they are letters that can be taken for each other.
var likeScripts = []struct {
	name  string
	table *unicode.RangeTable
}{{"Latin", unicode.Latin}, {"Cyrillic", unicode.Cyrillic}, {"Greek", unicode.Greek}, {"Armenian", unicode.Armenian}}

func scriptsOf(word string) []string {
	var out []string
	for _, s := range likeScripts {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(s.table, r) }) {
			out = append(out, s.name)
		}
	}
	return out
}
