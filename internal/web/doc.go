// Package web is the pages and the API of the house: the same views at the same
// addresses, as HTML, as .json and, for lists and operations, as .csv.
//
//	h := web.New(web.Options{Store: st, Airports: place.Embedded(), Now: time.Now, Token: secret, Track: scan.Track})
//	err := web.Serve(ctx, "127.0.0.1:8417", h, func(addr string) { fmt.Println("http://" + addr) })
//
// Everything can be read and every decision made without script: a page is plain HTML
// under 100 KB, one style sheet and, on the document page, one small script that only
// presses the buttons that are already there. Nothing is loaded from anywhere else.
//
// The package decides nothing and concludes nothing. It prints what operation.Confront,
// journey.Build and the store answer, shows what is not known as unknown, never draws a
// line where nothing was heard, puts the sentence of a simulation on every page that shows
// one, and that of a reconstruction on every page of a workspace that holds one.
//
// It refuses: requests for a host that it does not answer for (a web page elsewhere that
// rebinds its name to this machine), writes without a form token or from another origin,
// and bodies larger than a form needs.
package web
