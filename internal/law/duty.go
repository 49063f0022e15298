package law

import (
	"fmt"
	"slices"
)

// Duties lists the rules that bear on a hop for the state Actor in its Role: those that bind
// it on the day, those whose binding force is disputed or not known, and custom as it is
// asserted. The order is that of Instruments. An unknown actor has none: ask what is unknown; and
// a state that did not exist on the day has none: NoState says so.
func Duties(h Hop) []Duty {
	out := []Duty{}
	if h.Actor == "" || NoState(h.Actor, h.On) != "" {
		return out
	}
	for _, in := range instruments {
		if !concerns(in, h) {
			continue
		}
		d := Duty{Instrument: in, Actor: h.Actor, Role: h.Role, Relies: []Fact{}, Version: Version}
		switch {
		case in.Treaty != "":
			s := StatusOf(h.Actor, in.Treaty, h.On)
			if s.Bound == NotBound || s.Bound == SignedOnly || len(s.Facts) == 0 {
				continue
			}
			d.Bound, d.Relies, d.Why = s.Bound, s.Facts, fmt.Sprintf("%s by %s: %s; %s", s.Bound, in.Treaty, s.Why, reach(h))
		case in.ID == "CUST":
			d.Bound, d.Why = NotKnown, "asserted by UNHCR and UN bodies to bind every state, parties or not; shown as asserted, not as fact"
		case in.ID == "GC45":
			d.Bound, d.Why = NotKnown, "binds all states, and bears only if the people are protected persons in an armed conflict or occupation"
		default:
			d.Bound, d.Why = IsBound, "its own law; "+reach(h)
		}
		d.Unknown = unknowns(in, h)
		out = append(out, d)
	}
	return out
}

// NotBoundBy lists the treaties of the rules that would bear on the hop and that do not bind
// the state on the day, signatures included, in the order of Treaties.
func NotBoundBy(h Hop) []Status {
	out := []Status{}
	if h.Actor == "" || NoState(h.Actor, h.On) != "" {
		return out
	}
	for _, t := range treaties {
		if !slices.ContainsFunc(instruments, func(in Instrument) bool { return in.Treaty == t.ID && concerns(in, h) }) {
			continue
		}
		s := StatusOf(h.Actor, t.ID, h.On)
		if len(s.Facts) > 0 && (s.Bound == NotBound || s.Bound == SignedOnly) {
			out = append(out, s)
		}
	}
	return out
}

// universal are the treaties that any state can join; of these alone it says something that
// no data are held.
var universal = []string{"RC1951", "P1967", "CAT", "ICCPR", "CED", "CRC"}

// NoDataOn lists the treaties open to every state, of the rules that would bear on the hop,
// on which nothing is held about the actor: neither bound nor not bound is known.
func NoDataOn(h Hop) []string {
	out := []string{}
	for _, id := range universal {
		if h.Actor != "" && NoState(h.Actor, h.On) == "" && len(StatusOf(h.Actor, id, h.On).Facts) == 0 &&
			slices.ContainsFunc(instruments, func(in Instrument) bool { return in.Treaty == id && concerns(in, h) }) {
			out = append(out, id)
		}
	}
	return out
}

// concerns says whether a rule speaks to a state in this role at all.
func concerns(in Instrument, h Hop) bool {
	switch in.ID {
	case "US-L":
		return h.Actor == "US" && h.Role == Sends
	case "QA-L":
		return h.Actor == "QA"
	case "ICCPR13", "GC45": // procedure before expulsion, and transfer out of the hands of a party to a conflict
		return h.Role == Sends
	}
	return true
}

// reach says how a rule touches the state in its role.
func reach(h Hop) string {
	switch h.Role {
	case Sends:
		return "it sends people out of its territory on this hop"
	case Carrier:
		return "its carrier moves the people; whether the state has control aboard is another question"
	case Transit:
		return "the people are on its ground between two hops, and sending them on is a removal too"
	case Receives:
		return "it takes the people over: treatment on arrival, and any return onward"
	}
	return "its role on this hop is not known"
}

// unknowns lists what would have to be known to say more; it is never empty.
func unknowns(in Instrument, h Hop) []string {
	var out []string
	switch in.ID {
	case "RC33", "P67", "OAU2":
		out = append(out, "whether any of the people are refugees, recognised or not, and on which ground")
		if h.Role == Receives {
			out = append(out, "whether any of them are nationals of another state: a state's own nationals are not refugees in it")
		}
		if in.ID != "OAU2" {
			out = append(out, "whether an exception of art. 33(2) was found for anybody")
		}
	case "CAT3":
		out = append(out, "whether there were substantial grounds to believe in a danger of torture for any person")
		if h.Role == Receives {
			out = append(out, "whether anybody is to be sent on to another state")
		}
	case "ICCPR7", "ECHR3", "ACHR22", "IACPPT13", "CED16", "EUCh19":
		out = append(out, "whether any person faced a real risk of the harm that the rule names")
	case "ICCPR13":
		out = append(out, "whether any of the people were lawfully present, and whether each case was decided and open to review")
	case "CRC37":
		out = append(out, "whether any of the people were children")
	case "GC45":
		out = append(out, "whether there was an armed conflict or occupation on that day and whether the people were protected persons")
	case "CUST":
		out = append(out, "the scope of the rule, which is debated")
	case "US-L":
		out = append(out, "whether withholding or deferral was asked for, decided or open to review for any person")
		out = append(out, "whether an assurance was used under 8 CFR 208.18(c)")
	case "QA-L":
		out = append(out, "open question: whether art. 15 reaches people in transit")
		out = append(out, "whether any of the people asked for protection there")
	case "ARAB28", "ACH12":
		out = append(out, "whether any of the people sought asylum")
	}
	switch h.Role {
	case Transit:
		out = append(out, "whether the people left the aircraft, and who held them on the ground")
	case Carrier:
		out = append(out, "whether the state of the carrier had control over the people aboard, and whether the carrier is of the state of registry")
	}
	if len(h.Nationality) == 0 {
		out = append(out, "the nationality of the people")
	}
	return out
}
