package cli

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger/rfc3161"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
	"github.com/charterwatch/charterwatch/internal/store"
)

// policyFile is in the workspace: a C2SP tlog-policy with the witnesses that one relies on.
const policyFile = "policy"

// ledgerStatusCmd says what others say of the checkpoints.
type ledgerStatusCmd struct {
	Policy string            `placeholder:"FILE" help:"Policy file (C2SP tlog-policy); else the file policy in the workspace."`
	CA     string            `name:"ca" placeholder:"FILE" help:"Certificates (PEM) of the authorities that you believe."`
	Header map[uint64]string `placeholder:"HEIGHT=HEX" help:"A Bitcoin block header, to check an OpenTimestamps proof against."`
	JSON   bool              `help:"Print as JSON."`
}

type attestedJSON struct {
	Size       int64           `json:"size"`
	Timestamps []timestampJSON `json:"timestamps"`
	Anchors    []string        `json:"anchors"`
	Operators  []string        `json:"operators"`
	Witnesses  []string        `json:"witnesses"`
	Unassigned int             `json:"witnesses_without_operator"`
	Quorum     bool            `json:"quorum"`
	Refused    []string        `json:"refused"`
	Unknown    int             `json:"cosignatures_of_unknown_witnesses"`
}

type timestampJSON struct {
	At        string `json:"at"`
	Authority string `json:"authority"`
	Chained   bool   `json:"chained"`
	From      string `json:"from"`
	Problem   string `json:"problem,omitempty"`
}

func (c ledgerStatusCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error {
		policy, err := a.readPolicy(c.Policy)
		if err != nil {
			return err
		}
		sizes, err := st.AttestedSizes(a.ctx)
		if err != nil {
			return err
		}
		out := []attestedJSON{}
		for _, size := range sizes {
			one, err := c.attested(a, st, policy, size)
			if err != nil {
				return err
			}
			out = append(out, one)
		}
		if c.JSON {
			return a.printJSON(out)
		}
		c.print(a, out, policy != nil)
		return nil
	})
}

// readPolicy reads a policy; nil where the user has none.
func (a *app) readPolicy(name string) (*verify.Policy, error) {
	path := or(name, filepath.Join(a.dir(), policyFile))
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && name == "" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	policy, err := verify.ParsePolicy(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &policy, nil
}

func (c ledgerStatusCmd) attested(a *app, st *store.Store, policy *verify.Policy, size int64) (attestedJSON, error) {
	out := attestedJSON{Size: size, Timestamps: []timestampJSON{}, Anchors: []string{}, Operators: []string{}, Witnesses: []string{}, Refused: []string{}}
	text, err := st.CheckpointAt(a.ctx, size)
	if err != nil {
		return out, err
	}
	list, err := st.Attestations(a.ctx, size)
	if err != nil {
		return out, err
	}
	headers, err := c.headers()
	if err != nil {
		return out, err
	}
	roots, err := readRoots(c.CA)
	if err != nil {
		return out, err
	}
	var lines []string
	for _, at := range list {
		if at.Kind == store.Cosigned {
			lines = append(lines, at.Line)
			continue
		}
		token, err := st.Blob(at.Hash)
		if err != nil {
			return out, err
		}
		if at.Kind == store.Anchor {
			found, err := verify.ReadAnchor(text, token)
			if err != nil {
				return out, err
			}
			out.Anchors = append(out.Anchors, anchorWords(found, headers)...)
			continue
		}
		s, err := rfc3161.Read(text, token, roots)
		shown := timestampJSON{Authority: s.Authority, Chained: s.Chained, From: at.From}
		if err != nil {
			shown.Problem = err.Error()
		} else {
			shown.At = s.At.Format(time.RFC3339)
		}
		out.Timestamps = append(out.Timestamps, shown)
	}
	if policy == nil {
		out.Unknown = len(lines)
		return out, nil
	}
	judged := policy.Judge(text, lines)
	out.Operators, out.Unassigned, out.Quorum = append(out.Operators, judged.Operators...), judged.Unassigned, judged.Quorum
	out.Refused = append(out.Refused, judged.Refused...)
	out.Unknown = len(lines) - len(judged.Cosignatures) - len(judged.Refused)
	for _, co := range judged.Cosignatures {
		out.Witnesses = append(out.Witnesses, co.Witness.Name+" at "+co.At.Format(time.RFC3339))
	}
	return out, nil
}

func (c ledgerStatusCmd) headers() (map[uint64][]byte, error) {
	out := map[uint64][]byte{}
	for height, text := range c.Header {
		raw, err := hex.DecodeString(strings.TrimSpace(text))
		if err != nil {
			return nil, exitError{Usage, fmt.Errorf("--header %d: %w", height, err)}
		}
		out[height] = raw
	}
	return out, nil
}

func (c ledgerStatusCmd) print(a *app, list []attestedJSON, policy bool) {
	if len(list) == 0 {
		fmt.Fprintln(a.stdout, "Nobody else says anything of this log yet: what its checkpoints prove rests on its key alone. See ledger timestamp and ledger cosign.")
		return
	}
	for _, s := range list {
		fmt.Fprintf(a.stdout, "checkpoint of %d record(s)\n", s.Size)
		for _, t := range s.Timestamps {
			if t.Problem != "" {
				fmt.Fprintf(a.stdout, "  timestamp from %s does not hold: %s\n", t.From, t.Problem)
				continue
			}
			fmt.Fprintf(a.stdout, "  existed by %s, says %s (%s)\n", t.At, t.Authority, tokenWords(t.Chained))
		}
		for _, line := range s.Anchors {
			fmt.Fprintf(a.stdout, "  OpenTimestamps: %s\n", line)
		}
		fmt.Fprintf(a.stdout, "  %s\n", s.witnessed(policy))
		for _, line := range s.Refused {
			fmt.Fprintf(a.stdout, "    refused: %s\n", line)
		}
	}
}

// witnessed is the one sentence on witnesses: it counts operators, not keys.
func (s attestedJSON) witnessed(policy bool) string {
	if !policy {
		return "witnesses: no policy file names whom to rely on, so no cosignature counts (" + strconv.Itoa(s.Unknown) + " kept)"
	}
	text := fmt.Sprintf("witnessed by %d operator(s)", len(s.Operators))
	if len(s.Operators) > 0 {
		text += ": " + strings.Join(s.Operators, ", ")
	}
	if s.Unassigned > 0 {
		text += fmt.Sprintf("; %d more witness(es) whose operator the policy does not name are not counted", s.Unassigned)
	}
	if s.Quorum {
		return text + "; the policy's quorum is met"
	}
	return text + "; the policy's quorum is NOT met"
}
