// Command charterwatch puts what was said, seen, left silent and owed about an expulsion
// flight side by side. See the README for a first session.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/charterwatch/charterwatch/internal/cli"
)

func main() {
	// The process ends with Main, so nothing has to give the signals back.
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	os.Exit(cli.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
