package cli

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/ledger/witness"
	"github.com/charterwatch/charterwatch/internal/store"
)

// ledgerCosignCmd asks witnesses. Nothing is sent but the checkpoint and hashes, to the
// addresses in the policy.
type ledgerCosignCmd struct {
	Policy string `placeholder:"FILE" help:"Policy file (C2SP tlog-policy) with the addresses of its witnesses; else the file policy in the workspace."`
}

func (c ledgerCosignCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		policy, err := a.readPolicy(c.Policy)
		if err != nil {
			return err
		}
		if policy == nil {
			return exitError{Usage, fmt.Errorf("which witnesses? name a policy with --policy, or put one in the file %s of the workspace", policyFile)}
		}
		text, size, err := st.Attestable(a.ctx)
		if err != nil {
			return err
		}
		asked, failed := 0, 0
		for _, w := range policy.Witnesses {
			if w.URL == "" {
				continue
			}
			asked++
			if err := a.cosign(st, w, text, size); err != nil {
				failed++
				fmt.Fprintf(a.stderr, "witness %s: %v\n", w.Name, err)
			}
		}
		if asked == 0 || failed == asked {
			return errors.New("no witness cosigned the checkpoint")
		}
		list, err := st.Attestations(a.ctx, size)
		if err != nil {
			return err
		}
		var lines []string
		for _, at := range list {
			if at.Kind == store.Cosigned {
				lines = append(lines, at.Line)
			}
		}
		judged := policy.Judge(text, lines)
		fmt.Fprintf(a.stdout, "checkpoint of %d record(s): %s\n", size, attestedJSON{Operators: judged.Operators, Unassigned: judged.Unassigned, Quorum: judged.Quorum}.witnessed(true))
		return skippedError(failed)
	})
}

// cosign submits a checkpoint. A witness that has another size answers with it and is asked once more.
func (a *app) cosign(st *store.Store, w verify.Witness, text []byte, size int64) error {
	old := int64(0)
	for range 2 {
		h := verify.History{Old: old, Now: text}
		if old > 0 && old < size {
			path, err := st.ProveConsistency(a.ctx, size, old)
			if err != nil {
				return err
			}
			for _, hash := range path {
				h.Path = append(h.Path, hash)
			}
		}
		answer, err := post(a, strings.TrimSuffix(w.URL, "/")+"/add-checkpoint", "text/plain", h.Text())
		var status statusError
		if errors.As(err, &status) && status.code == http.StatusConflict {
			if n, numErr := strconv.ParseInt(status.body, 10, 64); numErr == nil && n > 0 && n <= size && n != old {
				old = n
				continue
			}
		}
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(answer)) {
			if _, known, err := w.Opens(text, line); !known {
				continue
			} else if err != nil {
				return err
			}
			_, err := st.Attest(a.ctx, store.Attestation{Kind: store.Cosigned, Size: size, From: w.Name, Line: strings.TrimSuffix(line, "\n")}, nil)
			return err
		}
		return errors.New("its answer holds no cosignature of its key")
	}
	return errors.New("it knows another size of this log each time it is asked")
}

// witnessCmd is a witness of other people's logs.
type witnessCmd struct {
	Dir    string   `arg:"" help:"Folder with its key and the last checkpoint of each log; made if it is not there."`
	Name   string   `help:"Its name, when its key is made: by habit a URL without its scheme."`
	Log    []string `placeholder:"VKEY" help:"The verifier key of a log to witness."`
	Notes  []string `placeholder:"FILE" help:"Signed notes that lead from a log's key to later ones."`
	Listen string   `default:"127.0.0.1:7380" help:"Address; only this machine unless you name another."`
}

func (c witnessCmd) Run(a *app) error {
	key, err := c.key(a)
	if err != nil {
		return err
	}
	logs := map[string]verify.Keyring{}
	for _, vkey := range c.Log {
		ring, err := verify.Trust(vkey)
		if err != nil {
			return err
		}
		for _, name := range c.Notes {
			note, err := a.readSmall(name)
			if err != nil {
				return err
			}
			if next, err := ring.With(note); err == nil { // notes of the other logs are passed over
				ring = next
			}
		}
		origin, _, _ := strings.Cut(vkey, "+")
		logs[origin] = ring
	}
	fmt.Fprintf(a.stdout, "Key of this witness, for the policy files of those who rely on it:\n  %s\n", key.Verifier())
	if len(logs) == 0 {
		fmt.Fprintln(a.stdout, "No log is named (--log VKEY): nothing to witness.")
		return nil
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w: choose another with --listen", c.Listen, err)
	}
	fmt.Fprintf(a.stdout, "Witnessing %d log(s) on http://%s/\n", len(logs), listener.Addr())
	mux := http.NewServeMux()
	mux.Handle("POST /add-checkpoint", &witness.Witness{Key: key, Logs: logs, Dir: c.Dir, Now: a.now})
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, MaxHeaderBytes: 16 << 10}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case <-a.ctx.Done():
		return server.Close()
	case err := <-done:
		return err
	}
}

func (c witnessCmd) key(a *app) (witness.Key, error) {
	path := filepath.Join(c.Dir, "witness.key")
	text, err := os.ReadFile(path)
	if err == nil {
		return witness.ParseKey(string(text))
	}
	if c.Name == "" {
		return witness.Key{}, exitError{Usage, fmt.Errorf("%s has no key yet: give --name to make one", c.Dir)}
	}
	key, err := witness.NewKey(a.rand, c.Name)
	if err != nil {
		return key, err
	}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return key, err
	}
	return key, os.WriteFile(path, []byte(key.Text()), 0o600)
}
