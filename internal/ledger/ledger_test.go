package ledger_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
)

// The values of this file were computed with Python's hashlib and with openssl pkeyutl, not
// with this package: a stranger gets the same.
const (
	wantBody = `{"at":"2025-09-30T12:00:00.123Z","fact":{"n":120},"id":"d-1","type":"capture"}`
	wantLeaf = "63617074757265000d65b1ac17b491227649fb0a99dfa4a461850a7fadf9663585305876828b4225"
	wantHash = "31359d9945070e31bde97fa67c1df7e5fca60cfdb42e4f8acdfd9a6f74fe37d4"
	wantKey  = "charterwatch.local/test+47690786+AXm1Vi6P5lT5QHixEuipi6eQH4U65pW+1+DjkQutBJZk"
	wantText = "charterwatch.local/test\n1\nMTWdmUUHDjG96X+mfB335fymDP20Lk+Kzf2ab3T+N9Q=\n\n" +
		"— charterwatch.local/test R2kHhgUpbw0RqlGMVo/uK3iNCsxd73U8fcN7v41KZCyW3ReD1fAp3ntPEZK6Lgt517xCZk9P9g0e87dElIldPHn7XgA=\n"
)

func testRecord(t *testing.T) ledger.Record {
	t.Helper()
	var salt [32]byte
	for i := range salt {
		salt[i] = byte(i)
	}
	at := time.Date(2025, 9, 30, 14, 0, 0, 123_456_789, time.FixedZone("", 2*3600))
	r, err := ledger.New(0, "capture", "d-1", at, salt, map[string]int{"n": 120})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func testKey(t *testing.T) *ledger.Key {
	t.Helper()
	seed := make([]byte, 32)
	for i := range seed {
		seed[i] = byte(i + 1)
	}
	k, err := ledger.NewKey(bytes.NewReader(seed), "charterwatch.local/test")
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestVectors(t *testing.T) {
	t.Parallel()
	r, k := testRecord(t), testKey(t)
	if string(r.Body) != wantBody {
		t.Errorf("body %s, want %s", r.Body, wantBody)
	}
	if got := hex.EncodeToString(ledger.Leaf(r)); got != wantLeaf {
		t.Errorf("leaf %s, want %s", got, wantLeaf)
	}
	if got := hex.EncodeToString(verify.Leaf(r.Type, r.Salt[:], r.Body)); got != wantLeaf {
		t.Errorf("the verifier's leaf %s, want %s", got, wantLeaf)
	}
	h := ledger.RecordHash(r)
	if got := hex.EncodeToString(h[:]); got != wantHash {
		t.Errorf("record hash %s, want %s", got, wantHash)
	}
	if k.Verifier() != wantKey {
		t.Errorf("verifier key %s, want %s", k.Verifier(), wantKey)
	}
	text, err := k.Sign(1, h)
	if err != nil || string(text) != wantText {
		t.Errorf("checkpoint %q, %v, want %q", text, err, wantText)
	}
}

func TestKeyFile(t *testing.T) {
	t.Parallel()
	k := testKey(t)
	again, err := ledger.ParseKey(k.Text())
	if err != nil || again.Verifier() != wantKey || again.Origin() != "charterwatch.local/test" {
		t.Errorf("read back %v, %v", again, err)
	}
	for _, bad := range []string{"", "# nothing\n", "PRIVATE+KEY+x", string(k.Text()) + string(k.Text()),
		strings.Replace(string(k.Text()), "PRIVATE+KEY+charterwatch.local/test", "PRIVATE+KEY+other", 1)} {
		if _, err := ledger.ParseKey([]byte(bad)); err == nil || strings.Contains(err.Error(), "PRIVATE") {
			t.Errorf("key %q: %v", bad, err)
		}
	}
	for _, origin := range []string{"", "two words", "a+b"} {
		if _, err := ledger.NewKey(bytes.NewReader(make([]byte, 32)), origin); err == nil {
			t.Errorf("a key for the origin %q", origin)
		}
	}
	if _, err := ledger.NewKey(bytes.NewReader(make([]byte, 31)), "x"); err == nil {
		t.Error("a key of 31 random bytes")
	}
}

func TestRecordRefuses(t *testing.T) {
	t.Parallel()
	for _, typ := range []string{"", "a\x00b"} {
		if _, err := ledger.New(0, typ, "x", time.Time{}, [32]byte{}, nil); err == nil {
			t.Errorf("a record of type %q", typ)
		}
	}
}

func FuzzParseKey(f *testing.F) {
	f.Add([]byte("# remark\nPRIVATE+KEY+a+00000000+AQ==\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		k, err := ledger.ParseKey(text)
		if err != nil {
			return
		}
		again, err := ledger.ParseKey(k.Text())
		if err != nil || again.Verifier() != k.Verifier() {
			t.Errorf("key %q does not read back: %v", text, err)
		}
	})
}

// logOf appends n records and returns them with the stored hashes.
func logOf(t *rapid.T, n int) ([]ledger.Record, tlog.HashReader) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, idx := range indexes {
			if idx >= int64(len(stored)) {
				return nil, fmt.Errorf("no hash %d", idx)
			}
			out[i] = stored[idx]
		}
		return out, nil
	})
	var records []ledger.Record
	var tree verify.Tree
	for i := range n {
		r, err := ledger.New(int64(i), "capture", fmt.Sprint("d-", i), time.Unix(int64(i), 0), [32]byte{byte(i)}, map[string]int{"n": i})
		if err != nil {
			t.Fatal(err)
		}
		hashes, err := ledger.Append(r, reader)
		if err != nil {
			t.Fatal(err)
		}
		if at := ledger.StoredIndex(r.Seq); at != int64(len(stored)) {
			t.Fatalf("record %d goes to %d, %d are stored", i, at, len(stored))
		}
		again := tree.Add(verify.Leaf(r.Type, r.Salt[:], r.Body))
		if len(again) != len(hashes) {
			t.Fatalf("record %d: %d hashes, the verifier derives %d", i, len(hashes), len(again))
		}
		for j := range hashes {
			if hashes[j] != again[j] {
				t.Fatalf("record %d: hash %d differs from the verifier's", i, j)
			}
		}
		stored, records = append(stored, hashes...), append(records, r)
	}
	root, err := ledger.Root(int64(n), reader)
	if err != nil || root != tree.Root() {
		t.Fatalf("root %v of %d, the verifier derives %v, %v", root, n, tree.Root(), err)
	}
	leaves := make([]tlog.Hash, n)
	for i, r := range records {
		leaves[i] = ledger.RecordHash(r)
	}
	if got := ledger.RootOf(leaves); got != root {
		t.Fatalf("root of the leaves %v, of the log %v", got, root)
	}
	return records, reader
}

// Whatever the size of the log, the verifier, which shares no code with the writer, accepts
// each record and each earlier checkpoint, and nothing else.
func TestProofsHold(t *testing.T) {
	t.Parallel()
	k := testKey(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 70).Draw(t, "size")
		old := rapid.IntRange(1, n).Draw(t, "old")
		records, stored := logOf(t, n)
		open := func(size int) verify.Checkpoint {
			text, err := k.Checkpoint(int64(size), stored)
			if err != nil {
				t.Fatal(err)
			}
			c, err := verify.Open(text, k.Verifier())
			if err != nil || c.Size != int64(size) {
				t.Fatalf("checkpoint %+v, %v", c, err)
			}
			return c
		}
		now, then := open(n), open(old)

		i := rapid.IntRange(0, n-1).Draw(t, "record")
		path, err := ledger.ProveInclusion(int64(n), int64(i), stored)
		if err != nil {
			t.Fatal(err)
		}
		leaf := verify.Leaf(records[i].Type, records[i].Salt[:], records[i].Body)
		if err := verify.Inclusion(now, int64(i), leaf, plain(path)); err != nil {
			t.Error(err)
		}
		leaf[rapid.IntRange(0, len(leaf)-1).Draw(t, "byte")] ^= 1
		if verify.Inclusion(now, int64(i), leaf, plain(path)) == nil {
			t.Error("a changed leaf was accepted")
		}

		history, err := ledger.ProveConsistency(int64(n), int64(old), stored)
		if err != nil {
			t.Fatal(err)
		}
		if err := verify.Consistency(then, now, plain(history)); err != nil {
			t.Error(err)
		}
		then.Root[0] ^= 1
		if verify.Consistency(then, now, plain(history)) == nil {
			t.Error("another history was accepted")
		}
	})
}

func plain[H ~[32]byte](path []H) [][32]byte {
	out := make([][32]byte, len(path))
	for i, h := range path {
		out[i] = h
	}
	return out
}
