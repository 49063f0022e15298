package store_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// postgres is the server of all tests of this package.
var postgres storetest.Cluster

func TestMain(m *testing.M) {
	if run, ok := children[os.Getenv("STORE_TEST_CHILD")]; ok {
		run(os.Getenv("STORE_TEST_DIR"))
		return
	}
	code := m.Run()
	if err := postgres.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}
