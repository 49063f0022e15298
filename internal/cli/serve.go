package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"syscall"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/scan"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/web"
)

// serveCmd serves the pages of a workspace.
type serveCmd struct {
	Addr string `default:"127.0.0.1:8647" help:"Address to listen on. Anything but the loopback shows the workspace to your network."`
	listFlag
	publishFlags
}

func (c serveCmd) Run(a *app) error {
	listed, err := c.listed(a)
	if err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	return a.withStore(func(st *store.Store) error {
		var daily sync.WaitGroup
		ctx, stop := context.WithCancel(a.ctx)
		daily.Go(func() { c.daily(ctx, a, st) })
		defer daily.Wait()
		defer stop()
		return a.serve(st, c.Addr, listed)
	})
}

// serve shows the pages until the context ends; discovery leaves out who is listed.
func (a *app) serve(st *store.Store, addr string, listed map[string]string) error {
	host, port, err := net.SplitHostPort(addr)
	if n, no := strconv.Atoi(port); err == nil && (no != nil || n < 0 || n > 65535) {
		return exitError{Usage, fmt.Errorf("serve: --addr %q: the port is a number from 0 to 65535, such as 127.0.0.1:8647; 0 takes a free one", addr)}
	}
	if err != nil {
		return exitError{Usage, fmt.Errorf("serve: --addr %q: give host and port such as 127.0.0.1:8647", addr)}
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		fmt.Fprintf(a.stderr, "serve: %s is reachable from the network: anybody who can reach it reads and decides; there are no accounts\n", addr)
	}
	h, err := a.handler(st, listed, host)
	if err != nil {
		return err
	}
	warm()
	err = web.Serve(a.ctx, addr, h, func(bound string) {
		fmt.Fprintf(a.stdout, "Pages on http://%s/ (end with Ctrl-C)\n", bound)
	})
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%w: another program, or another charterwatch, is there; --addr 127.0.0.1:0 takes a free port", err)
	}
	return err
}

// warm loads the zones and outlines that the first page would otherwise wait for.
func warm() {
	place.Zone(place.Point{})
	place.LandWithin(-1, -1, 1, 1, 1)
}

// handler wires the pages to the workspace.
func (a *app) handler(st *store.Store, listed map[string]string, hosts ...string) (http.Handler, error) {
	token := make([]byte, 32)
	if _, err := io.ReadFull(a.rand, token); err != nil {
		return nil, fmt.Errorf("serve: form token: %w", err)
	}
	airports, err := a.airports()
	if err != nil {
		return nil, err
	}
	return web.New(web.Options{
		Store: st, Airports: airports, Now: a.now, Token: token, Version: Version, By: by(""), Hosts: hosts, Listed: listed,
		Log:   slog.New(slog.NewTextHandler(a.stderr, nil)),
		Track: func(_ context.Context, l flight.Leg) (*adsb.Track, error) { return scan.Track(st, l) },
	}), nil
}
