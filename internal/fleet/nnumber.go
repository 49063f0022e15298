package fleet

import (
	"fmt"
	"strconv"
	"strings"
)

// The United States number their 24-bit addresses from N1 = a00001 to N99999 = adf7c7 in
// the order of a tree: a digit, then its one- and two-letter suffixes, then its longer
// numbers. Letters leave out I and O (14 CFR 47.15); the order is the published one of
// the Federal Aviation Administration's Aircraft Registry.
const (
	firstN  = 0xa00001
	letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"

	suffixes = 1 + 24*(1+24)        // none, A, AA..AZ, B, ...: 601
	after4   = 1 + 24 + 10          // a fourth digit: none, a letter, a fifth digit: 35
	after3   = suffixes + 10*after4 // 951
	after2   = suffixes + 10*after3 // 10,111
	after1   = suffixes + 10*after2 // 101,711
	countOfN = 9 * after1           // N1 to N99999 and all with letters: 915,399
)

// NNumber returns the United States registration that belongs to a 24-bit address in
// hexadecimal, such as N278GX for a2c4e0. It reports false for an address of another
// state, for one that the United States do not give out (above adf7c7), and for what is
// no address.
func NNumber(hex string) (string, bool) {
	address, err := address(hex)
	if err != nil || address < firstN || address >= firstN+countOfN {
		return "", false
	}
	n := address - firstN
	b := []byte{'N', byte('1' + n/after1)}
	n %= after1
	for _, size := range []int{after2, after3, after4} {
		if n < suffixes {
			return string(b) + suffix(n), true
		}
		n -= suffixes
		b = append(b, byte('0'+n/size))
		n %= size
	}
	switch { // four digits
	case n == 0:
	case n <= 24:
		b = append(b, letters[n-1])
	default:
		b = append(b, byte('0'+n-25))
	}
	return string(b), true
}

// HexOf returns the 24-bit address of a United States registration in lower-case
// hexadecimal, such as a2c4e0 for N278GX. It reports false for what is no such
// registration; case does not matter.
func HexOf(nNumber string) (string, bool) {
	s, ok := strings.CutPrefix(strings.ToUpper(strings.TrimSpace(nNumber)), "N")
	if !ok || s == "" || s[0] < '1' || s[0] > '9' {
		return "", false
	}
	n := int(s[0]-'1') * after1
	s = s[1:]
	for _, size := range []int{after2, after3, after4} {
		if s == "" || s[0] < '0' || s[0] > '9' {
			k, ok := suffixNumber(s)
			return fmt.Sprintf("%06x", firstN+n+k), ok
		}
		n += suffixes + int(s[0]-'0')*size
		s = s[1:]
	}
	switch { // four digits
	case s == "":
	case len(s) > 1:
		return "", false
	case s[0] >= '0' && s[0] <= '9':
		n += 25 + int(s[0]-'0')
	default:
		k := strings.IndexByte(letters, s[0])
		if k < 0 {
			return "", false
		}
		n += 1 + k
	}
	return fmt.Sprintf("%06x", firstN+n), true
}

func suffix(n int) string {
	if n == 0 {
		return ""
	}
	first, second := (n-1)/25, (n-1)%25
	if second == 0 {
		return letters[first : first+1]
	}
	return letters[first:first+1] + letters[second-1:second]
}

func suffixNumber(s string) (int, bool) {
	if s == "" {
		return 0, true
	}
	first := strings.IndexByte(letters, s[0])
	if first < 0 || len(s) > 2 {
		return 0, false
	}
	if len(s) == 1 {
		return 1 + 25*first, true
	}
	second := strings.IndexByte(letters, s[1])
	return 2 + 25*first + second, second >= 0
}

// address reads six hexadecimal digits; a leading ~, which marks an address that is not
// an aircraft's own, is refused.
func address(hex string) (int, error) {
	if len(hex) != 6 {
		return 0, fmt.Errorf("read address %q: want six hexadecimal digits", hex)
	}
	n, err := strconv.ParseUint(hex, 16, 24)
	return int(n), err
}
