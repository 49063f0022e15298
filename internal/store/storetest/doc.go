// Package storetest is what a store must do, whatever database is under it. A database's
// own test says how to open an empty workspace, and calls Run.
//
//	func TestSQLite(t *testing.T) { storetest.Run(t, storetest.OpenSQLite) }
package storetest
