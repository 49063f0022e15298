// Package jsontext walks over JSON text that may be damaged: it hands out the pieces
// that are whole, with the byte where each stands, and says where the text breaks off.
//
//	err := jsontext.Members(text, 0, func(key []byte, v jsontext.Value) error { … })
//
// It does not judge what it passes over: a number is whatever stands between two
// delimiters, so NaN is read as NaN and not as the end of the file. What it calls whole
// has balanced brackets and closed strings; a test holds it against encoding/json.
//
// Package readsb has a scanner of its own, made for nothing but rows of traces.
package jsontext
