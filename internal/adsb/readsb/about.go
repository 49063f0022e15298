package readsb

// About is what the head of a trace file says of the aircraft, from the database that its
// producer ran with on that day. It is a claim of that producer, nothing that was received.
type About struct {
	Registration string
	Type         string
	Description  string
	Operator     string // owner or operator
	Year         string
	Flags        uint8 // 1 military, 2 interesting, 4 PIA, 8 LADD
}

// AboutOf reads the keys that stand before the rows, where readsb writes them. What is not
// there, or is not of its kind, stays empty: a damaged head is no reason not to read rows.
func AboutOf(data []byte) About {
	var a About
	s := scanner{data: data}
	s.space()
	if s.pos == len(data) || data[s.pos] != '{' {
		return a
	}
	s.pos++
	for first := true; ; first = false {
		key, f := s.key(first)
		if f != fine || string(key) == "trace" {
			return a
		}
		if into := a.text(string(key)); into != nil && data[s.pos] == '"' {
			*into, f = s.text()
		} else if string(key) == "dbFlags" {
			var x float64
			var k kind
			x, k, f = s.number()
			if k == number && x >= 0 && x <= 255 && x == float64(uint8(x)) {
				a.Flags = uint8(x)
			}
		} else {
			f = s.skip()
		}
		if f != fine {
			return a
		}
	}
}

// text is the field that a key of the head fills with its text, nil for any other key.
func (a *About) text(key string) *string {
	switch key {
	case "r":
		return &a.Registration
	case "t":
		return &a.Type
	case "desc":
		return &a.Description
	case "ownOp":
		return &a.Operator
	case "year":
		return &a.Year
	}
	return nil
}
