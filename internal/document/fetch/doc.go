// Package fetch gets one address that a person named, and tells exactly what was asked
// and what came. It is the only place where a document is taken from the network.
//
//	raw, meta, err := fetch.Get(ctx, "https://outlet.example/report", fetch.Options{})
//
// Every connection is checked when it is dialled, on the address that is really used, so
// that neither a redirect nor a name that resolves anew can reach this machine, its
// network or a cloud's metadata service. robots.txt is obeyed for every host on the way.
// Nothing is sent that tells who asks: no cookies, no Referer, no credentials, and no proxy:
// the environment's proxy settings are not used, because a proxy would dial in our place
// and the check on the address would be lost. HTTP/1.1 alone is spoken, so that what is
// recorded as sent is what was sent.
package fetch
