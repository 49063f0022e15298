// Package scan turns archives of traces into legs in a workspace: it lists what is there,
// groups the files of one aircraft over all days, extracts legs with a pool of workers, and
// hands them to the store in parts.
//
//	sum, err := scan.Run(ctx, st, []string{"globe_history"}, scan.Options{Airports: place.Embedded()})
//
// A part is a fixed slice of the sorted input and is committed in one transaction with its
// ledger record. The same input always makes the same parts, so a scan that was interrupted
// and is run again skips what is there and ends in the same state as one that was not.
//
// Files that cannot be used are listed with their reason and never stop the rest. Raw traces
// are kept as evidence unless the scan is of a whole world day; without the raw bytes a leg can
// be listed but not attached to an operation.
package scan
