package store_test

import (
	"testing"

	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

func TestSQLite(t *testing.T) { storetest.Run(t, storetest.OpenSQLite) }
