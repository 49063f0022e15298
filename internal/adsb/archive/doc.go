// Package archive finds traces in what a user has: one file, a folder in
// globe_history layout, a tar of a day as adsb.lol publishes it, such a tar cut into
// pieces (.tar.aa, .tar.ab), any of them compressed.
//
// Walk lists what is there without reading it; each Input is read when it is asked
// for, so that a watch list never touches the other aircraft. What a file is, its
// bytes say and not its name; only the pieces of a split tar are known by name,
// because their bytes say nothing.
//
// A path that leaves its archive, a link, a device, an entry beyond 128 MiB or a tar
// that ends too early is listed in Skipped with the place; what is good is kept.
// The names in a Listing are those inside the archive, never the user's own folders.
package archive
