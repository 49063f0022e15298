package web

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

func TestServeBindsThisMachineAndStops(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{"", ":0", "127.0.0.1:0"} {
		ctx, stop := context.WithCancel(t.Context())
		bound := make(chan string, 1)
		done := make(chan error, 1)
		h := guard(Options{}, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "here") }))
		go func() { done <- Serve(ctx, addr, h, func(a string) { bound <- a }) }()
		at := <-bound
		if host, _, err := net.SplitHostPort(at); err != nil || host != "127.0.0.1" {
			t.Errorf("Serve(%q) binds %s, want 127.0.0.1", addr, at)
		}
		res, err := http.Get("http://" + at + "/")
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if string(body) != "here" {
			t.Errorf("Serve(%q) answers %q", addr, body)
		}
		stop()
		if err := <-done; err != nil {
			t.Errorf("Serve(%q) after a stop: %v", addr, err)
		}
	}
}

func TestServeSaysWhichAddressIsTaken(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = Serve(t.Context(), l.Addr().String(), http.NotFoundHandler(), nil)
	if err == nil || !strings.Contains(err.Error(), l.Addr().String()) {
		t.Errorf("a taken address gives %v", err)
	}
}
