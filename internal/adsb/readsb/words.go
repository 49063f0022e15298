package readsb

import "github.com/charterwatch/charterwatch/internal/adsb"

// SourceOf puts readsb's word for the way of a position (adsb_icao, mlat, tisb_other …)
// into the classes of adsb. Other formats of the readsb family use the same words.
func SourceOf(word []byte) adsb.Source { return sourceOf(word) }
