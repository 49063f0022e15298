package jsontext

import (
	"encoding/json"
	"fmt"
)

// unescape decodes a string with escapes. Control characters, which JSON allows only as
// escapes, are read as if they were; a string that still is not one is left as written.
func unescape(quoted []byte) string {
	var s string
	if json.Unmarshal(quoted, &s) == nil {
		return s
	}
	proper := make([]byte, 0, len(quoted)+8)
	for _, c := range quoted {
		if c < ' ' {
			proper = fmt.Appendf(proper, `\u%04x`, c)
			continue
		}
		proper = append(proper, c)
	}
	if json.Unmarshal(proper, &s) == nil {
		return s
	}
	return string(quoted[1 : len(quoted)-1])
}
