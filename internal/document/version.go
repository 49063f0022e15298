package document

import (
	"net/url"
	"slices"
	"strings"
	"time"
)

// tracking are query parameters by which an address tells who sent a reader, and which no
// site chooses its text by. Anything else in an address may choose the text and stays.
var tracking = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "gbraid": true, "wbraid": true, "msclkid": true, "yclid": true, "twclid": true,
	"ttclid": true, "igshid": true, "mc_cid": true, "mc_eid": true, "_ga": true, "_gl": true, "cmpid": true, "ocid": true,
}

// Address is the key under which captures of one address are versions of one another: without
// the fragment, which no server sees, without the parameters that only say who sent the
// reader (utm_…, fbclid and their like), host in lower case, http and https alike, the
// scheme's own port left out. A fragment that begins with "!" names a page and stays. Empty
// for what is no web address. The exact address stays in the document.
func Address(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && !(u.Scheme == "http" && port == "80") && !(u.Scheme == "https" && port == "443") {
		host += ":" + port
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	var kept []string
	for _, pair := range strings.Split(u.RawQuery, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		name = strings.ToLower(name)
		if pair != "" && !tracking[name] && !strings.HasPrefix(name, "utm_") {
			kept = append(kept, pair)
		}
	}
	key := host + path
	if len(kept) > 0 {
		key += "?" + strings.Join(kept, "&")
	}
	if strings.HasPrefix(u.Fragment, "!") {
		key += "#" + u.EscapedFragment()
	}
	return key
}

// Version is one text that stood at an address, for as long as captures in a row show it.
type Version struct {
	Number   int       `json:"number"` // counted from 1, the earliest
	Document Document  `json:"document"`
	First    time.Time `json:"first"` // first and last capture in which it stood
	Last     time.Time `json:"last"`
	Captures int       `json:"captures"`
	IDs      []string  `json:"ids"` // of the documents whose text it is, in the order of their first capture
}

// Versions orders captures of one address by when they were received and joins those in a row
// with the same text. Bytes that were read more than once count as they were read last, which
// is as the list has them last. Captures of another kind (a feed's entry beside the page) are
// no versions of the text and are left out.
func Versions(captures []Document, kind Kind) []Version {
	reading := map[string]Document{}
	for _, d := range captures {
		reading[d.RawHash] = d
	}
	list := slices.Clone(captures)
	slices.SortStableFunc(list, func(a, b Document) int { return a.Retrieved.Compare(b.Retrieved) })
	var out []Version
	for _, d := range list {
		now := reading[d.RawHash]
		if now.Kind != kind {
			continue
		}
		now.Retrieved, now.Transfer, now.URL = d.Retrieved, d.Transfer, d.URL
		n := len(out)
		if n > 0 && out[n-1].Document.TextHash == now.TextHash {
			out[n-1].Last = d.Retrieved
			out[n-1].Captures++
			if !slices.Contains(out[n-1].IDs, d.ID) {
				out[n-1].IDs = append(out[n-1].IDs, d.ID)
			}
			continue
		}
		out = append(out, Version{Number: n + 1, Document: now, First: d.Retrieved, Last: d.Retrieved, Captures: 1, IDs: []string{d.ID}})
	}
	return out
}
