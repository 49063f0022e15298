package decode

import (
	"errors"
	"fmt"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/aircraftjson"
	"github.com/charterwatch/charterwatch/internal/adsb/gather"
	"github.com/charterwatch/charterwatch/internal/adsb/opensky"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sbs"
)

// Options say what of a file is read.
type Options = gather.Options

// Report is what there is to say of a whole file.
type Report = gather.Report

// ErrReported is why a list of legs is refused.
var ErrReported = errors.New("this is a list of reported legs; read it with charterwatch read")

// ErrUnknown is why a text is refused that is in no format known here.
var ErrUnknown = errors.New("in no position format that is known")

// ErrEncoding is why a text in UTF-16 is refused.
var ErrEncoding = errors.New("it is text in UTF-16; save it as UTF-8 and scan it again")

// Read reads an unpacked text into one track an aircraft, in order of address, each in
// order of time and not yet Finished. After an error for which IsPartial holds, what
// came before the damage is in the tracks; after any other there are none.
func Read(text []byte, m adsb.Member, o Options) ([]*adsb.Track, Report, error) {
	format := Sniff(text)
	switch format {
	case Trace:
		return readTrace(text, m, o)
	case Aircraft:
		return aircraftjson.Read(text, m, o)
	case SBS:
		return sbs.Read(text, m, o)
	case StatesCSV:
		return opensky.ReadCSV(text, m, o)
	case StatesJSON:
		return opensky.ReadStates(text, m, o)
	case Path:
		return opensky.ReadTrack(text, m, o)
	}
	return nil, Report{Format: format.String()}, fmt.Errorf("read %s: %w", m.Name, refusal(format, text))
}

// refusal says why a text of a format is not read, nil for those that are.
func refusal(f Format, text []byte) error {
	switch f {
	case Reported:
		return ErrReported
	case Wide:
		return ErrEncoding
	case Unknown:
		return fmt.Errorf("%w (readsb trace, aircraft.json, SBS-1, OpenSky state vectors): it begins with %q", ErrUnknown, text[:min(len(text), 24)])
	}
	return nil
}

// IsPartial reports whether an error of Read says that the file was damaged and that the rows before are good.
func IsPartial(err error) bool {
	var trace *readsb.Partial
	var other *gather.Partial
	return errors.As(err, &trace) || errors.As(err, &other)
}

// readTrace reads the trace of one aircraft.
func readTrace(text []byte, m adsb.Member, o Options) ([]*adsb.Track, Report, error) {
	t := &adsb.Track{}
	t.Reset()
	err := readsb.ParseUntil(text, m, o.Until, t)
	report := Report{Format: Trace.String(), Rows: len(t.Points) + len(t.Rejected), Positions: len(t.Points), Rejected: map[string]int{}}
	address := t.Hex
	if t.NonICAO {
		address = "~" + t.Hex
	}
	switch {
	case err != nil && !IsPartial(err):
		return nil, report, err
	case len(t.Points) == 0:
		report.Rejected, report.Examples = t.RejectedByReason(), t.Rejected
		return nil, report, err
	case o.Want != nil && !o.Want(address):
		return nil, report, err
	}
	return []*adsb.Track{t}, report, err
}
