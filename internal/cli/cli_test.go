package cli_test

import (
	"context"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/charterwatch/charterwatch/internal/cli"
)

// TestMain lets the scripts run this test binary as charterwatch and as makebad.
func TestMain(m *testing.M) {
	if os.Getenv("CHARTERWATCH_TEST_MAIN") != "" { // this test binary started as the program itself
		os.Exit(cli.Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	testscript.Main(m, map[string]func(){
		"charterwatch": func() {
			os.Exit(cli.Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
		"makebad": makeBad,
		"flip":    flipByte,
	})
}

// TestScripts runs each file under testdata/script: a session with its expected output.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Setup: func(e *testscript.Env) error { e.Setenv("CHARTERWATCH_WORKSPACE", ""); return nil },
	})
}
