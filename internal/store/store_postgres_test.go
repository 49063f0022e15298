package store_test

import (
	"testing"

	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

func TestPostgreSQL(t *testing.T) { storetest.Run(t, postgres.Open) }
