package cli

import (
	"archive/tar"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/charterwatch/charterwatch/internal/adsb/archive"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/place"
)

// benchScanCmd times a scan beside its floor: decompressing the same members with as many
// workers and doing nothing with them. It does so with the raw traces kept, and as of a world day.
type benchScanCmd struct {
	Copies  int    `default:"4000" help:"How many traces the tar holds; each gets its own address."`
	Trace   string `placeholder:"FILE" help:"The readsb trace to repeat; else the fullest day of a simulated fleet."`
	Workers int    `help:"Parallel readers; the number of processors if not given."`
}

func (c benchScanCmd) Run(a *app) error {
	if c.Workers <= 0 {
		c.Workers = runtime.NumCPU()
	}
	return inTemp(func(dir string) error {
		trace, err := c.trace()
		if err != nil {
			return err
		}
		path := filepath.Join(dir, "v2025.02.04-planes-readsb-bench-0.tar")
		plain, err := writeBenchTar(path, trace, c.Copies)
		if err != nil {
			return err
		}
		for _, mode := range []struct {
			name string
			args []string
		}{{"scan", nil}, {"scan --world", []string{"--world"}}} {
			floor, err := c.floor(a.ctx, path) // again for each: the machine may be busier now
			if err != nil {
				return err
			}
			took, memory, summary, err := c.scan(a, filepath.Join(dir, "workspace"), path, mode.args)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.stdout, "%-12s  %d traces, %.2f GB of JSON, %d worker(s): decompressing only %s; scan to stored legs %s; ratio %.2f; memory %d MB\n",
				mode.name, c.Copies, float64(plain)/1e9, c.Workers, round(floor), round(took), float64(took)/float64(floor), memory)
			for line := range strings.Lines(summary) {
				fmt.Fprintf(a.stdout, "%14s%s", "", line)
			}
		}
		return nil
	})
}

// trace is the text to repeat: the user's file, or the fullest day of a small simulated fleet,
// which has as many positions as a busy airliner's.
func (c benchScanCmd) trace() ([]byte, error) {
	if c.Trace != "" {
		raw, err := os.ReadFile(c.Trace)
		if err != nil {
			return nil, fmt.Errorf("bench scan: %w", err)
		}
		return archive.Decompress(raw, nil)
	}
	var fields []place.Airport
	for _, code := range []string{"KAEX", "KMIA", "KIWA", "KELP", "KDEN"} {
		field, ok := place.Embedded().Lookup(code)
		if !ok {
			return nil, fmt.Errorf("bench scan: there is no airport %s in the table", code)
		}
		fields = append(fields, field)
	}
	flights := sim.Fleet(sim.ExampleSeed, time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC), 12, 2, fields)
	var fullest []byte
	for file, err := range sim.Files(flights, sim.Receivers{}, sim.ExampleSeed) {
		if err != nil {
			return nil, fmt.Errorf("bench scan: %w", err)
		}
		text, err := archive.Decompress(file.Data, nil)
		if err != nil {
			return nil, fmt.Errorf("bench scan: %s: %w", file.Name, err)
		}
		if strings.Contains(file.Name, "trace_full_") && len(text) > len(fullest) {
			fullest = text
		}
	}
	return fullest, nil
}

// writeBenchTar repeats a trace under its own address each, gzip at the level that archives use.
func writeBenchTar(path string, trace []byte, copies int) (plain int64, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	w := tar.NewWriter(f)
	at := bytes.Index(trace, []byte(`"icao":"`))
	if at < 0 || len(trace) < at+14 {
		return 0, fmt.Errorf("bench scan: the trace has no icao")
	}
	at += len(`"icao":"`)
	text := bytes.Clone(trace)
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, 6)
	if err != nil {
		return 0, err
	}
	for i := range copies {
		hex := fmt.Sprintf("%06x", 0x500000+i)
		copy(text[at:], hex)
		packed.Reset()
		z.Reset(&packed)
		if _, err := z.Write(text); err != nil {
			return 0, err
		}
		if err := z.Close(); err != nil {
			return 0, err
		}
		h := &tar.Header{Name: "./traces/" + hex[4:] + "/trace_full_" + hex + ".json", Mode: 0o644, Size: int64(packed.Len())}
		if err := w.WriteHeader(h); err != nil {
			return 0, err
		}
		if _, err := w.Write(packed.Bytes()); err != nil {
			return 0, err
		}
		plain += int64(len(text))
	}
	if err := w.Close(); err != nil {
		return 0, err
	}
	return plain, f.Close()
}

// floor decompresses every member with klauspost's gzip and throws the text away.
func (c benchScanCmd) floor(ctx context.Context, path string) (time.Duration, error) {
	start := time.Now()
	listing, err := archive.Walk(ctx, []string{path}, archive.Options{})
	if err != nil {
		return 0, err
	}
	defer listing.Close()
	var wg sync.WaitGroup
	inputs := make(chan archive.Input)
	failed := make(chan error, c.Workers)
	for range c.Workers {
		wg.Go(func() {
			var z gzip.Reader
			var buf bytes.Buffer
			for in := range inputs {
				raw, err := in.Open()
				if err == nil {
					err = z.Reset(bytes.NewReader(raw))
				}
				if err == nil {
					buf.Reset()
					_, err = z.WriteTo(&buf)
				}
				if err != nil {
					select {
					case failed <- err:
					default:
					}
				}
			}
		})
	}
	for _, in := range listing.Inputs {
		inputs <- in
	}
	close(inputs)
	wg.Wait()
	select {
	case err := <-failed:
		return 0, fmt.Errorf("bench scan: floor: %w", err)
	default:
	}
	return time.Since(start), nil
}

// scan runs this same program on the tar, so that its memory is its own.
func (c benchScanCmd) scan(a *app, workspace, path string, mode []string) (time.Duration, int64, string, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, 0, "", err
	}
	defer os.RemoveAll(workspace)
	quiet := *a
	quiet.stdout = discard{}
	if err := (initCmd{Dir: workspace}).Run(&quiet); err != nil {
		return 0, 0, "", err
	}
	var out bytes.Buffer
	args := append([]string{"--workspace", workspace, "scan", "--workers", fmt.Sprint(c.Workers)}, mode...)
	cmd := exec.CommandContext(a.ctx, self, append(args, path)...)
	cmd.Stdout, cmd.Stderr = &out, a.stderr
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return 0, 0, "", fmt.Errorf("bench scan: %w: %s", err, out.String())
	}
	took := time.Since(start)
	memory := int64(-1)
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		memory = u.Maxrss >> 10 // kilobytes on Linux
	}
	return took, memory, out.String(), nil
}
