package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/cli"
)

// say runs one command line and returns what it prints, with its exit code.
func say(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = cli.Main(t.Context(), args, strings.NewReader(""), &o, &e)
	return o.String(), e.String(), code
}

func must(t *testing.T, args ...string) string {
	t.Helper()
	out, errs, code := say(t, args...)
	if code != cli.Done {
		t.Fatalf("%v: exit code %d: %s%s", args, code, out, errs)
	}
	return out
}

// authority is a local timestamp authority made with openssl.
func authority(t *testing.T) (url, ca string) {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not installed")
	}
	dir := t.TempDir()
	openssl := func(args ...string) {
		t.Helper()
		cmd := exec.Command("openssl", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("openssl %v: %v: %s", args, err, out)
		}
	}
	config := `[ tsa ]
default_tsa = here
[ here ]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
`
	for name, text := range map[string]string{"tsa.cnf": config, "serial": "01\n", "ext": "extendedKeyUsage=critical,timeStamping\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test Root", "-days", "2")
	openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test Authority")
	openssl("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "tsa.pem", "-days", "2", "-extfile", "ext")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ask, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("Content-Type") != "application/timestamp-query" {
			http.Error(w, "not a query", http.StatusBadRequest)
			return
		}
		if err := os.WriteFile(filepath.Join(dir, "ask.tsq"), ask, 0o600); err != nil {
			t.Error(err)
		}
		openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "ask.tsq", "-inkey", "tsa.key", "-signer", "tsa.pem", "-out", "answer.tsr")
		answer, err := os.ReadFile(filepath.Join(dir, "answer.tsr"))
		if err != nil {
			t.Error(err)
		}
		_, _ = w.Write(answer)
	}))
	t.Cleanup(server.Close)
	return server.URL, filepath.Join(dir, "ca.pem")
}

// A checkpoint is timestamped by an authority that the user names; the kept token verifies
// with openssl; a token over other bytes and one of an unnamed authority are refused.
func TestTimestamps(t *testing.T) {
	t.Parallel()
	url, ca := authority(t)
	w := filepath.Join(t.TempDir(), "w")
	must(t, "init", w)
	out := must(t, "-w", w, "ledger", "timestamp", "--tsa", url, "--ca", ca)
	if !strings.Contains(out, "CN=Test Authority") || !strings.Contains(out, "leads to an authority that you named") {
		t.Errorf("it says %q", out)
	}
	text := filepath.Join(t.TempDir(), "checkpoint")
	must(t, "-w", w, "ledger", "timestamp", "--text", text)
	var token string
	blobs, err := filepath.Glob(filepath.Join(w, "blobs", "??", "*"))
	if err != nil || len(blobs) != 1 {
		t.Fatalf("%v, %v", blobs, err)
	}
	token = blobs[0]
	verified, err := exec.Command("openssl", "ts", "-verify", "-data", text, "-in", token, "-token_in", "-CAfile", ca).CombinedOutput()
	if err != nil || !strings.Contains(string(verified), "Verification: OK") {
		t.Errorf("openssl says %v: %s", err, verified)
	}
	must(t, "-w", w, "ledger", "check")

	_, otherCA := authority(t)
	if _, errs, code := say(t, "-w", w, "ledger", "timestamp", "--tsa", url, "--ca", otherCA); code == cli.Done || !strings.Contains(errs, "does not lead to an authority") {
		t.Errorf("an authority that was not named: %d, %s", code, errs)
	}
	other := filepath.Join(t.TempDir(), "w")
	must(t, "init", other)
	if _, errs, code := say(t, "-w", other, "ledger", "timestamp", "--token", token); code == cli.Done || !strings.Contains(errs, "over other bytes") {
		t.Errorf("a token of another log: %d, %s", code, errs)
	}
	raw, err := os.ReadFile(token)
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)-10] ^= 1
	if err := os.WriteFile(token, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, code := say(t, "-w", w, "ledger", "check"); code != cli.Nothing {
		t.Errorf("a changed token: exit code %d", code)
	}
	if _, errs, code := say(t, "-w", other, "ledger", "timestamp", "--tsa", "http://127.0.0.1:1/"); code != cli.Nothing || !strings.Contains(errs, "query waits in") {
		t.Errorf("an authority that is not there: %d, %s", code, errs)
	}
}

// startWitness starts a witness as its own process.
func startWitness(t *testing.T, name string, logs ...string) (vkey, url string) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"witness", t.TempDir(), "--name", name, "--listen", "127.0.0.1:0"}
	for _, l := range logs {
		args = append(args, "--log", l)
	}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, exe, args...)
	cmd.Env = append(os.Environ(), "CHARTERWATCH_TEST_MAIN=1")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); _ = cmd.Wait() })
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(line, name+"+") {
			vkey = line
		}
		if _, after, found := strings.Cut(line, "on http"); found {
			return vkey, "http" + after
		}
	}
	t.Fatal("the witness said no address")
	return
}

// Three witnesses of two operators are two operators; a second history of the log is cosigned by none.
func TestWitnesses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := filepath.Join(dir, "w")
	must(t, "init", w)
	log := strings.TrimSpace(must(t, "-w", w, "ledger", "key"))
	policy := "log " + log + "\n"
	for i, name := range []string{"one.example/w", "one.example/v", "two.example/w", "nobody.example/w"} {
		vkey, url := startWitness(t, name, log)
		policy += fmt.Sprintf("witness W%d %s %s\n", i+1, vkey, url)
	}
	policy += "#operator One Association: W1 W2\n#operator Two: W3\ngroup all 3 W1 W2 W3 W4\nquorum all\n"
	file := filepath.Join(w, "policy")
	if err := os.WriteFile(file, []byte(policy), 0o600); err != nil {
		t.Fatal(err)
	}
	const want = "witnessed by 2 operator(s): One Association, Two; 1 more witness(es) whose operator the policy does not name are not counted; the policy's quorum is met"
	if out := must(t, "-w", w, "ledger", "cosign"); !strings.Contains(out, want) {
		t.Errorf("it says %q", out)
	}
	must(t, "-w", w, "operation", "new", "a-2025", "--title", "A")
	copied := filepath.Join(dir, "copy")
	if err := os.CopyFS(copied, os.DirFS(w)); err != nil { // somebody keeps the log as it was, key and all
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(copied, "ledger.key"), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "-w", w, "ledger", "cosign")
	var list []struct {
		Size      int64    `json:"size"`
		Operators []string `json:"operators"`
	}
	if err := json.Unmarshal([]byte(must(t, "-w", w, "ledger", "status", "--json")), &list); err != nil || len(list) != 2 || len(list[0].Operators) != 2 {
		t.Errorf("%+v, %v", list, err)
	}
	must(t, "-w", w, "ledger", "check")
	for i := range 20 {
		must(t, "-w", copied, "operation", "new", fmt.Sprintf("b%d-2025", i), "--title", "B")
	}
	if out, errs, code := say(t, "-w", copied, "ledger", "cosign"); code != cli.Nothing {
		t.Errorf("another history was cosigned: %s %s", out, errs)
	}
}

// A session with a stranger: proofs that hold, and what does not is refused with an exit code.
func TestStrangerOnTheCommandLine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w, file := filepath.Join(dir, "w"), func(name string) string { return filepath.Join(dir, name) }
	must(t, "init", w)
	key := strings.TrimSpace(must(t, "-w", w, "ledger", "key"))
	if err := os.WriteFile(file("kept"), []byte(must(t, "-w", w, "ledger", "checkpoint")), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "-w", w, "operation", "new", "a-2025", "--title", "A")
	must(t, "-w", w, "ledger", "compromised", "--since", "2026-01-01")
	must(t, "-w", w, "ledger", "pad")
	must(t, "-w", w, "ledger", "export", file("log"))
	if out := must(t, "verify", file("log"), "--key", key, "--from", file("kept")); !strings.Contains(out, "only added to") {
		t.Errorf("it says %q", out)
	}
	must(t, "-w", w, "ledger", "prove", "--from", file("kept"), "--out", file("history"))
	must(t, "verify", file("history"), "--from", file("kept"), "--key", key, "--notes", filepath.Join(file("log"), "keys", "001.note"))
	if _, errs, code := say(t, "verify", file("history"), "--from", file("kept"), "--key", key); code != cli.Nothing || !strings.Contains(errs, "forged") {
		t.Errorf("without the notes: %d, %s", code, errs)
	}
	other := file("other")
	must(t, "init", other)
	if _, errs, code := say(t, "-w", other, "ledger", "prove", "--from", file("kept")); code != cli.Nothing || !strings.Contains(errs, "another log") {
		t.Errorf("another log: %d, %s", code, errs)
	}
}
