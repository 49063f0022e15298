package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// The time limits of a connection. Pages are small and local, so a slow one is a stuck one.
const (
	readHeaderLimit = 5 * time.Second
	readLimit       = 15 * time.Second
	writeLimit      = 60 * time.Second // a ledger check re-derives every record
	idleLimit       = 2 * time.Minute
	closeLimit      = 5 * time.Second
)

// DefaultAddr is where pages are served when nothing else is asked: this machine only, any free port.
const DefaultAddr = "127.0.0.1:0"

// Serve answers on addr until ctx ends, then finishes what it began. An empty addr, or one
// without a host, binds 127.0.0.1: nobody else is served by accident. ready is called with
// the address as bound once connections are taken. It returns nil after a stop through ctx.
func Serve(ctx context.Context, addr string, h http.Handler, ready func(addr string)) error {
	if addr == "" {
		addr = DefaultAddr
	}
	if host, port, err := net.SplitHostPort(addr); err == nil && host == "" {
		addr = net.JoinHostPort("127.0.0.1", port)
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("serve pages on %s: %w", addr, err)
	}
	srv := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: readHeaderLimit,
		ReadTimeout:       readLimit,
		WriteTimeout:      writeLimit,
		IdleTimeout:       idleLimit,
		MaxHeaderBytes:    32 << 10,
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	if ready != nil {
		ready(l.Addr().String())
	}
	select {
	case err := <-done:
		return fmt.Errorf("serve pages on %s: %w", addr, err)
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
	defer cancel()
	if err := srv.Shutdown(stop); err != nil {
		srv.Close() // somebody holds a connection open; what was answered is answered
	}
	if err := <-done; err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve pages on %s: %w", addr, err)
	}
	return nil
}
