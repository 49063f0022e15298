package fetch

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// maxRobots is how much of a robots.txt is read, the least that RFC 9309 section 2.5 asks for.
const maxRobots = 500 << 10

// rules are what one host asks of us (RFC 9309): the longest pattern that matches a path
// decides, and of two of the same length the one that allows.
type rules struct {
	lines    []rule
	refusing string // why everything is refused; empty when lines decide
}

type rule struct {
	allow   bool
	pattern string
}

// askRobots reads the host's robots.txt once and refuses what it asks us not to fetch.
// A host that has none allows all; one that fails to answer for it allows nothing.
func (s *session) askRobots(ctx context.Context, at *url.URL) error {
	if s.o.IgnoreRobots {
		return nil
	}
	host := at.Scheme + "://" + at.Host
	r, known := s.rules[host]
	if !known {
		var err error
		if r, err = s.readRobots(ctx, at); err != nil {
			return err
		}
		s.rules[host] = r
	}
	if r.refusing != "" {
		return fmt.Errorf("%s/robots.txt %s, so automatic reading must wait: ask again later, or ignore robots", host, r.refusing)
	}
	if path := at.RequestURI(); !r.allows(path) {
		return fmt.Errorf("%s/robots.txt asks automatic readers such as %s not to fetch %s: save the page by hand and read the file, or ignore robots", host, UserAgent, path)
	}
	return nil
}

func (s *session) readRobots(ctx context.Context, at *url.URL) (rules, error) {
	next := &url.URL{Scheme: at.Scheme, Host: at.Host, Path: "/robots.txt"}
	for range MaxRedirects + 1 {
		resp, err := s.ask(ctx, next)
		if err != nil {
			// The page itself could not be reached either: say why.
			return rules{}, fmt.Errorf("robots.txt of %s: %w", at.Host, err)
		}
		to, err := redirect(resp, next)
		if err != nil || to != nil {
			resp.Body.Close()
			if err != nil {
				return rules{}, nil // a redirect to nowhere is no robots.txt
			}
			next = to
			continue
		}
		defer resp.Body.Close()
		switch {
		case resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests:
			return rules{refusing: "answers " + resp.Status}, nil
		case resp.StatusCode < 200 || resp.StatusCode > 299:
			return rules{}, nil
		}
		b, err := s.body(resp)
		s.meta.Encoding = ""
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return rules{refusing: "cannot be read (" + err.Error() + ")"}, nil
		}
		return parseRobots(b[:min(len(b), maxRobots)]), nil
	}
	return rules{}, nil // RFC 9309 section 2.3.1.2: after five redirects there is none
}

// parseRobots takes the groups for our name, or else those for every reader.
func parseRobots(b []byte) rules {
	var ours, everyone rules
	named := false                // a group for our name exists
	var toUs, toAll, inRules bool // whom the group that is being read is for
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	lines.Buffer(nil, maxRobots+1)
	lines.Split(scanLines)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		key, value, found := strings.Cut(line, ":")
		if !found {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch key {
		case "user-agent":
			if inRules {
				toUs, toAll, inRules = false, false, false
			}
			agent, _, _ := strings.Cut(strings.ToLower(value), "/")
			toUs = toUs || agent == UserAgent
			toAll = toAll || agent == "*"
			named = named || toUs
		case "allow", "disallow":
			inRules = true
			if value == "" || !strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "*") {
				continue
			}
			r := rule{allow: key == "allow", pattern: value}
			if toUs {
				ours.lines = append(ours.lines, r)
			}
			if toAll {
				everyone.lines = append(everyone.lines, r)
			}
		}
	}
	if named {
		return ours
	}
	return everyone
}

// scanLines ends a line at \n, \r or both.
func scanLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexAny(data, "\r\n"); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

func (r rules) allows(path string) bool {
	best, allowed := -1, true
	for _, l := range r.lines {
		if len(l.pattern) < best || !matches(l.pattern, path) {
			continue
		}
		if len(l.pattern) > best {
			best, allowed = len(l.pattern), l.allow
		} else {
			allowed = allowed || l.allow
		}
	}
	return allowed
}

// matches compares a pattern with the beginning of a path: * is any run, a final $ the end.
func matches(pattern, path string) bool {
	pattern, toEnd := strings.CutSuffix(pattern, "$")
	pieces := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, pieces[0]) {
		return false
	}
	path = path[len(pieces[0]):]
	if len(pieces) == 1 {
		return !toEnd || path == ""
	}
	for i, piece := range pieces[1:] {
		if toEnd && i == len(pieces)-2 {
			return strings.HasSuffix(path, piece)
		}
		at := strings.Index(path, piece)
		if at < 0 {
			return false
		}
		path = path[at+len(piece):]
	}
	return true
}
