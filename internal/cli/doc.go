// Package cli is the command line, one file a subcommand, and the only place where the rooms
// are wired together. The commands print what the pages show; --json prints the same as data.
//
// Exit codes: 0 done, 1 some inputs were skipped (they are listed), 2 usage, 3 nothing could
// be done.
package cli
