package fetch

import (
	"context"
	"fmt"
	"net/http/httptrace"
	"net/netip"
	"syscall"
)

// refused are the networks that no public document lives in, beyond those that package
// netip names: IANA's special-purpose registries (RFC 6890 and its successors), and the
// IPv6 ranges that carry an IPv4 address which a translator would turn back.
var refused = []struct {
	prefix netip.Prefix
	what   string
}{
	{netip.MustParsePrefix("0.0.0.0/8"), "this network"},
	{netip.MustParsePrefix("100.64.0.0/10"), "a carrier's shared space"},
	{netip.MustParsePrefix("192.0.0.0/24"), "protocol assignments"},
	{netip.MustParsePrefix("192.0.2.0/24"), "documentation"},
	{netip.MustParsePrefix("192.88.99.0/24"), "a 6to4 relay"},
	{netip.MustParsePrefix("198.18.0.0/15"), "benchmarks"},
	{netip.MustParsePrefix("198.51.100.0/24"), "documentation"},
	{netip.MustParsePrefix("203.0.113.0/24"), "documentation"},
	{netip.MustParsePrefix("240.0.0.0/4"), "reserved"},
	{netip.MustParsePrefix("::/96"), "an embedded IPv4 address"},
	{netip.MustParsePrefix("64:ff9b::/96"), "an embedded IPv4 address"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "an embedded IPv4 address"},
	{netip.MustParsePrefix("100::/64"), "a discard prefix"},
	{netip.MustParsePrefix("2001::/23"), "protocol assignments"},
	{netip.MustParsePrefix("2001:db8::/32"), "documentation"},
	{netip.MustParsePrefix("2002::/16"), "an embedded IPv4 address"},
	{netip.MustParsePrefix("3fff::/20"), "documentation"},
	{netip.MustParsePrefix("5f00::/16"), "segment routing"},
	{netip.MustParsePrefix("fec0::/10"), "a site's own network"},
}

// notPublic says what an address is when it is none of the public internet; empty when it is.
func notPublic(a netip.Addr) string {
	a = a.WithZone("").Unmap()
	switch {
	case !a.IsValid():
		return "no address"
	case a.IsUnspecified():
		return "no host"
	case a.IsLoopback():
		return "this machine"
	case a.IsPrivate():
		return "a private network"
	case a.IsLinkLocalUnicast():
		return "link-local, where clouds keep their metadata"
	case a.IsMulticast():
		return "multicast"
	}
	for _, r := range refused {
		if r.prefix.Contains(a) {
			return r.what
		}
	}
	return ""
}

// guard is called by the dialer with the address that it is about to connect to, after
// the name was resolved: what it lets pass is what is connected to.
func guard(o Options) func(context.Context, string, string, syscall.RawConn) error {
	return func(_ context.Context, network, address string, _ syscall.RawConn) error {
		ap, err := netip.ParseAddrPort(address)
		if err != nil || network != "tcp4" && network != "tcp6" {
			return fmt.Errorf("refused to connect to %s %s", network, address)
		}
		what := notPublic(ap.Addr())
		if what == "" || o.AllowPrivate || o.allow != nil && o.allow(ap) {
			return nil
		}
		return fmt.Errorf("refused to connect to %s: it is %s, not the public internet; allow private addresses only for a server of your own", ap.Addr(), what)
	}
}

// withTrace reports the remote address of each connection that is used.
func withTrace(ctx context.Context, got func(remote string)) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) { got(i.Conn.RemoteAddr().String()) }})
}
