package cli

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger/rfc3161"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/store"
)

// authoritiesFile is in the workspace: one authority a line, its URL and, after a space, the
// file of the certificates that it is believed by. Lines with # are remarks.
const authoritiesFile = "authorities"

// ledgerTimestampCmd has checkpoints timestamped. Nothing is sent anywhere but to the
// authorities that the user names; without any it works with files alone.
type ledgerTimestampCmd struct {
	TSA     []string `name:"tsa" placeholder:"URL" help:"Authorities to ask; else those of the file authorities in the workspace."`
	CA      string   `name:"ca" placeholder:"FILE" help:"Certificates (PEM) that the authority must lead to."`
	Request string   `placeholder:"FILE" help:"Only write the query (.tsq), to carry to an authority yourself."`
	Token   string   `placeholder:"FILE" help:"Attach the answer (.tsr) or token that you got."`
	OTS     string   `name:"ots" placeholder:"FILE" help:"Attach an OpenTimestamps proof over the checkpoint (ledger timestamp --text writes its bytes)."`
	Text    string   `placeholder:"FILE" help:"Only write the bytes of the checkpoint that is to be timestamped."`
	Size    int64    `help:"Of the checkpoint of this size; else the last one, or a new one when more was recorded."`
}

func (c ledgerTimestampCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		text, size, err := c.checkpoint(a, st)
		if err != nil {
			return err
		}
		switch {
		case c.Text != "":
			return c.write(a, c.Text, text, size)
		case c.Request != "":
			ask, err := c.query(a, text)
			if err != nil {
				return err
			}
			return c.write(a, c.Request, ask, size)
		case c.Token != "":
			answer, err := a.readSmall(c.Token)
			if err != nil {
				return err
			}
			return c.attach(a, st, text, size, filepath.Base(c.Token), answer, c.CA)
		case c.OTS != "":
			return c.anchor(a, st, text, size)
		}
		return c.askAll(a, st, text, size)
	})
}

func (c ledgerTimestampCmd) checkpoint(a *app, st *store.Store) ([]byte, int64, error) {
	if c.Size == 0 {
		return st.Attestable(a.ctx)
	}
	text, err := st.CheckpointAt(a.ctx, c.Size)
	return text, c.Size, err
}

func (c ledgerTimestampCmd) write(a *app, name string, b []byte, size int64) error {
	if err := os.WriteFile(name, b, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	fmt.Fprintf(a.stdout, "%s is about the checkpoint of %d record(s). Attach what comes back with --size %d.\n", name, size, size)
	return nil
}

func (c ledgerTimestampCmd) query(a *app, text []byte) ([]byte, error) {
	nonce := make([]byte, 16)
	if _, err := io.ReadFull(a.rand, nonce); err != nil {
		return nil, fmt.Errorf("read randomness: %w", err)
	}
	return rfc3161.Request(text, nonce)
}

// askAll asks each authority. One that does not answer leaves its query in a file, so that it
// can be asked later or by other means.
func (c ledgerTimestampCmd) askAll(a *app, st *store.Store, text []byte, size int64) error {
	authorities, err := c.authorities(a)
	if err != nil {
		return err
	}
	if len(authorities) == 0 {
		return exitError{Usage, fmt.Errorf("which authority? name one with --tsa URL, or list them in the file %s of the workspace; --request FILE writes the query to carry there yourself", authoritiesFile)}
	}
	failed := 0
	for i, authority := range authorities {
		ask, err := c.query(a, text)
		if err != nil {
			return err
		}
		answer, err := post(a, authority.url, "application/timestamp-query", ask)
		if err == nil {
			err = c.attach(a, st, text, size, authority.url, answer, authority.ca)
		}
		if err != nil {
			failed++
			name := filepath.Join(a.dir(), fmt.Sprintf("timestamp-%d-%d.tsq", size, i+1))
			fmt.Fprintf(a.stderr, "%s: %v\n", authority.url, err)
			if err := os.WriteFile(name, ask, 0o600); err != nil {
				return err
			}
			fmt.Fprintf(a.stderr, "  its query waits in %s; attach the answer with --token FILE --size %d\n", name, size)
		}
	}
	if failed == len(authorities) {
		return errors.New("no authority timestamped the checkpoint")
	}
	return skippedError(failed)
}

type authority struct{ url, ca string }

func (c ledgerTimestampCmd) authorities(a *app) (out []authority, err error) {
	for _, url := range c.TSA {
		out = append(out, authority{url, c.CA})
	}
	if len(out) > 0 {
		return out, nil
	}
	text, err := os.ReadFile(filepath.Join(a.dir(), authoritiesFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for line := range strings.Lines(string(text)) {
		url, ca, _ := strings.Cut(strings.TrimSpace(line), " ")
		if url != "" && url[0] != '#' {
			out = append(out, authority{url, strings.TrimSpace(ca)})
		}
	}
	return out, nil
}

// post sends a body to an address that the user named, and to no other: redirects are not followed.
func post(a *app, url, contentType string, body []byte) ([]byte, error) {
	r, err := http.NewRequestWithContext(a.ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("User-Agent", "charterwatch")
	client := &http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(io.LimitReader(answer.Body, maxSmall))
	if err == nil && answer.StatusCode != http.StatusOK {
		err = statusError{answer.StatusCode, strings.TrimSpace(string(b))}
	}
	return b, err
}

// statusError is an answer other than 200.
type statusError struct {
	code int
	body string
}

func (e statusError) Error() string { return fmt.Sprintf("it answers %d: %.200q", e.code, e.body) }

func (c ledgerTimestampCmd) attach(a *app, st *store.Store, text []byte, size int64, from string, answer []byte, ca string) error {
	roots, err := readRoots(ca)
	if err != nil {
		return err
	}
	s, err := rfc3161.Read(text, answer, roots)
	if err != nil {
		return err
	}
	if _, err := st.Attest(a.ctx, store.Attestation{Kind: store.Timestamp, Size: size, From: from}, s.Token); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "The checkpoint of %d record(s) existed by %s, says %s (%s).\n", size, s.At.Format(time.RFC3339), s.Authority, tokenWords(s.Chained))
	return nil
}

func tokenWords(chained bool) string {
	if chained {
		return "its certificate leads to an authority that you named"
	}
	return "whether its certificate is that of an authority was not checked: name its certificates with --ca"
}

func readRoots(ca string) (*x509.CertPool, error) {
	if ca == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(ca)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s holds no certificate in PEM", ca)
	}
	return roots, nil
}

func (c ledgerTimestampCmd) anchor(a *app, st *store.Store, text []byte, size int64) error {
	proof, err := a.readSmall(c.OTS)
	if err != nil {
		return err
	}
	found, err := verify.ReadAnchor(text, proof)
	if err != nil {
		return err
	}
	if _, err := st.Attest(a.ctx, store.Attestation{Kind: store.Anchor, Size: size, From: filepath.Base(c.OTS)}, proof); err != nil {
		return err
	}
	for _, line := range anchorWords(found, nil) {
		fmt.Fprintf(a.stdout, "The checkpoint of %d record(s): %s\n", size, line)
	}
	return nil
}

// anchorWords says what an OpenTimestamps proof shows, and no more.
func anchorWords(found verify.Anchor, headers map[uint64][]byte) (lines []string) {
	for _, b := range found.Blocks {
		header, given := headers[b.Height]
		hash, err := b.In(header)
		switch {
		case !given:
			lines = append(lines, fmt.Sprintf("claimed to be in Bitcoin block %d, not checked here: that holds if its Merkle root is %x (bytes of the header)", b.Height, b.Root))
		case err != nil:
			lines = append(lines, fmt.Sprintf("NOT in the header that you gave for Bitcoin block %d: %v", b.Height, err))
		default:
			lines = append(lines, fmt.Sprintf("confirmed by the header that you gave for Bitcoin block %d, whose hash is %s: compare it with a source that you trust", b.Height, hash))
		}
	}
	for _, url := range found.Pending {
		lines = append(lines, fmt.Sprintf("pending: the calendar %q promised to put it into a block; nothing is confirmed by that", url))
	}
	for _, what := range found.Unread {
		lines = append(lines, "not understood here: "+what)
	}
	if len(lines) == 0 {
		lines = []string{"the OpenTimestamps proof leads to nothing"}
	}
	return lines
}
