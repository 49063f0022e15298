package jsontext

import "encoding/json"

// unescape decodes a string with escapes; one that JSON does not have is left as written.
func unescape(quoted []byte) string {
	var s string
	if err := json.Unmarshal(quoted, &s); err != nil {
		return string(quoted[1 : len(quoted)-1])
	}
	return s
}
