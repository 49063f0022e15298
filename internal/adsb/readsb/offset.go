package readsb

import (
	"bytes"
	"encoding/json"
)

// Offsets gives the byte at which each row of a trace's text begins, the way back from a
// row's number to the evidence. It stops at the first fault: later rows have none.
func Offsets(data []byte) []int64 {
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil { // the opening brace
		return nil
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil
		}
		if name != "trace" {
			var skip json.RawMessage
			if dec.Decode(&skip) != nil {
				return nil
			}
			continue
		}
		if _, err := dec.Token(); err != nil { // the opening bracket
			return nil
		}
		var at []int64
		for dec.More() {
			var row json.RawMessage
			if dec.Decode(&row) != nil {
				return at
			}
			at = append(at, dec.InputOffset()-int64(len(row)))
		}
		return at
	}
	return nil
}
