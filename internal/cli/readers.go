package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/statement/llm"
	"github.com/charterwatch/charterwatch/internal/statement/model"
)

// readersFlags are the readers that a user may add to the rules. Both are off.
type readersFlags struct {
	Model     string `placeholder:"FILE" help:"Also read with the model that train made."`
	LLM       string `name:"llm" placeholder:"URL" help:"Also ask a language model at this OpenAI-compatible address, such as http://127.0.0.1:11434; only words that stand in the text count."`
	LLMModel  string `name:"llm-model" placeholder:"NAME" help:"The language model's name there."`
	LLMRemote bool   `name:"llm-remote" help:"Allow an address beyond this machine: the report's text, and that you read it, leave it."`
}

// propose reads a document with the rules and with what the flags add. What a language model
// answered and what became of it is named in the document's warnings.
func (f readersFlags) propose(a *app, d *document.Document) ([]statement.Statement, error) {
	list := statement.Propose(*d)
	var later [][]statement.Statement
	if f.Model != "" {
		m, err := f.model()
		if err != nil {
			return nil, err
		}
		later = append(later, statement.FromMarks(*d, m.Mark(d.Text), "model/1 "+m.Hash()[:12]))
	}
	if f.LLM != "" {
		ask, err := f.client()
		if err != nil {
			return nil, err
		}
		found, err := ask.read(a.ctx, d)
		if err != nil {
			return nil, err
		}
		later = append(later, found)
	}
	if len(later) == 0 {
		return list, nil
	}
	return statement.Merge(list, later...), nil
}

func (f readersFlags) model() (*model.Model, error) {
	raw, err := os.ReadFile(f.Model)
	if err != nil {
		return nil, fmt.Errorf("--model: %w", err)
	}
	m, err := model.Read(raw)
	if err != nil {
		return nil, fmt.Errorf("--model %s: %w; make it again with charterwatch train", f.Model, err)
	}
	return m, nil
}

const (
	llmTime  = 3 * time.Minute // one answer of a small model on a processor
	llmReply = 4 << 20         // bytes
)

// languageModel is an OpenAI-compatible endpoint.
type languageModel struct {
	url, name string
	http      *http.Client
}

// client refuses every address beyond this machine unless the user allowed it: sources are at
// risk. The address is checked where it is dialled, so that no name can lead elsewhere.
func (f readersFlags) client() (*languageModel, error) {
	u, err := url.Parse(f.LLM)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return nil, exitError{Usage, fmt.Errorf("--llm %q: give an address such as http://127.0.0.1:11434", f.LLM)}
	}
	if f.LLMModel == "" {
		return nil, exitError{Usage, errors.New("--llm asks for a model by its name: give --llm-model")}
	}
	dial := &net.Dialer{Timeout: 10 * time.Second, ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err == nil && !at.Addr().Unmap().IsLoopback() && !f.LLMRemote {
			return fmt.Errorf("%s is not this machine, and the report's text would leave it; --llm-remote allows that", address)
		}
		return err
	}}
	transport := &http.Transport{DialContext: dial.DialContext, Proxy: nil, DisableKeepAlives: true}
	return &languageModel{
		url: strings.TrimSuffix(strings.TrimSuffix(f.LLM, "/"), "/v1") + "/v1/chat/completions", name: f.LLMModel,
		http: &http.Client{Transport: transport, Timeout: llmTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}, nil
}

// read asks about each part of a document and keeps what is in its text.
func (l *languageModel) read(ctx context.Context, d *document.Document) ([]statement.Statement, error) {
	var marks []statement.Mark
	var rejected []llm.Rejected
	replies := sha256.New()
	prompt := ""
	for _, part := range llm.Parts(d.Text) {
		p := llm.PromptFor(part.Text)
		if prompt == "" {
			prompt = p.Hash()[:12]
		}
		reply, err := l.ask(ctx, p)
		if err != nil {
			return nil, fmt.Errorf("--llm %s: %w", l.url, err)
		}
		replies.Write(reply)
		found, out, err := llm.Ground(part.Text, reply)
		if err != nil {
			return nil, fmt.Errorf("--llm %s: %w", l.url, err)
		}
		for _, m := range found {
			for _, spans := range [][]statement.Span{m.Source, m.Cue, m.Content} {
				for i := range spans {
					spans[i].Start += part.Start
					spans[i].End += part.Start
				}
			}
			marks = append(marks, m)
		}
		rejected = append(rejected, out...)
	}
	d.Warnings = append(d.Warnings, fmt.Sprintf("also read by the language model %s at %s (%s, prompt %s, replies %s): %d attributions found in the text, %d rejected%s",
		l.name, l.url, llm.Version, prompt, hex.EncodeToString(replies.Sum(nil))[:12], len(marks), len(rejected), reasons(rejected)))
	return statement.FromMarks(*d, marks, fmt.Sprintf("%s %s %s", llm.Version, l.name, prompt)), nil
}

// reasons lists the first few answers that were not used.
func reasons(rejected []llm.Rejected) string {
	var out []string
	for _, r := range rejected[:min(len(rejected), 5)] {
		out = append(out, fmt.Sprintf("“%s” (%s)", oneLine(r.Content), r.Reason))
	}
	if len(out) == 0 {
		return ""
	}
	return ": " + strings.Join(out, "; ")
}

// ask puts one question. It is asked once: an answer that fails is told, not tried again.
func (l *languageModel) ask(ctx context.Context, p llm.Prompt) ([]byte, error) {
	body, err := json.Marshal(map[string]any{
		"model": l.name, "temperature": 0, "stream": false,
		"messages":        []map[string]string{{"role": "system", "content": p.System}, {"role": "user", "content": p.User}},
		"response_format": map[string]any{"type": "json_schema", "json_schema": map[string]any{"name": "attributions", "strict": true, "schema": p.Schema}},
	})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, l.url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := l.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, llmReply+1))
	switch {
	case err != nil:
		return nil, err
	case len(raw) > llmReply:
		return nil, fmt.Errorf("its answer is over %d MiB", llmReply>>20)
	case resp.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("it answers %s", resp.Status)
	}
	var answer struct {
		Choices []struct {
			Message struct {
				Content string `json:"content"`
			} `json:"message"`
		} `json:"choices"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil || len(answer.Choices) == 0 {
		return nil, errors.New("its answer is not that of a chat endpoint")
	}
	return []byte(answer.Choices[0].Message.Content), nil
}
