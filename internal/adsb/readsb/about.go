package readsb

import (
	"bytes"
	"encoding/json"
)

// About is what the head of a trace file says of the aircraft, from the database that its
// producer ran with on that day. It is a claim of that producer, nothing that was received.
type About struct {
	Registration string `json:"r"`
	Type         string `json:"t"`
	Description  string `json:"desc"`
	Operator     string `json:"ownOp"` // owner or operator
	Year         string `json:"year"`
	Flags        uint8  `json:"dbFlags"` // 1 military, 2 interesting, 4 PIA, 8 LADD
}

// AboutOf reads the keys that stand before the rows, where readsb writes them. What is not
// there, or is not of its kind, stays empty: a damaged head is no reason not to read rows.
func AboutOf(data []byte) About {
	var a About
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return a
	}
	for d.More() {
		key, err := d.Token()
		if err != nil || key == "trace" {
			return a
		}
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return a
		}
		into := map[any]any{"r": &a.Registration, "t": &a.Type, "desc": &a.Description, "ownOp": &a.Operator, "year": &a.Year, "dbFlags": &a.Flags}[key]
		if into != nil && json.Unmarshal(value, into) != nil {
			continue
		}
	}
	return a
}
