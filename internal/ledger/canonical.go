package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/gowebpki/jcs"
	"golang.org/x/text/unicode/norm"
)

// maxExact is the largest integer that every JSON reader holds exactly: 2^53 (RFC 8785,
// section 3.2.2.3, takes numbers as IEEE 754 doubles).
const maxExact = 1 << 53

// Canonical returns v as RFC 8785 (JSON Canonicalization Scheme) writes it, with every
// string in Unicode normalization form C. A number that a double cannot hold exactly as an
// integer is refused, and so are two keys of one object that become equal in NFC.
func Canonical(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("canonical json: %w", err)
	}
	raw := buf.Bytes()
	if err := exactIntegers(raw); err != nil {
		return nil, err
	}
	if !ascii(raw) {
		composed, err := compose(raw)
		if err != nil {
			return nil, err
		}
		raw = composed
	}
	out, err := jcs.Transform(raw)
	if err != nil {
		return nil, fmt.Errorf("canonical json: %w", err)
	}
	return out, nil
}

// exactIntegers walks the numbers of raw, which is valid JSON, and refuses an integer beyond 2^53.
func exactIntegers(raw []byte) error {
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
	if len(number) < 16 || bytes.ContainsAny([]byte(number), ".eE") {
		return nil
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n > maxExact || n < -maxExact {
		return fmt.Errorf("canonical json: integer %s is beyond 2^53: write it as text", number)
	}
	return nil
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
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
