package cli

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/scan"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/web"
)

// serveCmd serves the pages of a workspace.
type serveCmd struct {
	Addr string `default:"127.0.0.1:8647" help:"Address to listen on. Anything but the loopback shows the workspace to your network."`
}

func (c serveCmd) Run(a *app) error {
	return a.withStore(func(st *store.Store) error { return a.serve(st, c.Addr) })
}

// serve shows the pages until the context ends.
func (a *app) serve(st *store.Store, addr string) error {
	h, err := a.handler(st)
	if err != nil {
		return err
	}
	return web.Serve(a.ctx, addr, h, func(bound string) {
		fmt.Fprintf(a.stdout, "Pages on http://%s/ (end with Ctrl-C)\n", bound)
	})
}

// handler wires the pages to the workspace.
func (a *app) handler(st *store.Store) (http.Handler, error) {
	token := make([]byte, 32)
	if _, err := io.ReadFull(a.rand, token); err != nil {
		return nil, fmt.Errorf("serve: form token: %w", err)
	}
	airports, err := a.airports()
	if err != nil {
		return nil, err
	}
	return web.New(web.Options{
		Store: st, Airports: airports, Now: a.now, Token: token, Version: Version,
		Track: func(_ context.Context, l flight.Leg) (*adsb.Track, error) { return scan.Track(st, l) },
	}), nil
}
