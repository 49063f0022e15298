package sbs

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/gather"
)

// Points have the position of a line of their own address.
func FuzzRead(f *testing.F) {
	f.Add("MSG,3,1,1,A2C4E0,1,2025/09/29,22:00:00.000,,,,1000H,,,31.5,-92.5,,,,,,-1\nMSG,1")
	f.Add("MSG,1,1,1,A2C4E0,1,2025/09/29,22:00:00.000,,,OAE1,,,,,,,,,,,\n\nMLAT,3,1,1,A2C4E0,1,,,2025-09-29,22:00:00.5,,1000,,,31.5,-92.5,,,,,,0\n")
	f.Fuzz(func(t *testing.T, text string) {
		tracks, _, _ := Read([]byte(text), adsb.Member{}, gather.Options{})
		lines := strings.Split(text, "\n")
		for _, tr := range tracks {
			for _, p := range tr.Points {
				if !strings.Contains(strings.ToLower(lines[p.Row]), tr.Hex) {
					t.Fatalf("row %d of %s is %q", p.Row, tr.Hex, lines[p.Row])
				}
			}
		}
	})
}

// The clock reads what time.Parse reads, and the same.
func FuzzClock(f *testing.F) {
	f.Add("2025/09/29", "22:14:05.123")
	f.Add("2024-02-29", "23:59:59")
	f.Add("2025/02/29", "00:00:00.000")
	f.Fuzz(func(t *testing.T, date, clock string) {
		got := unixMilli([]byte(date), []byte(clock))
		layout := "2006/01/02 15:04:05"
		if strings.Contains(date, "-") {
			layout = "2006-01-02 15:04:05"
		}
		want, err := time.Parse(layout, date+" "+clock)
		if err != nil || len(date) != 10 || len(clock) > 12 || strings.Contains(clock, ",") {
			return
		}
		if math.Abs(got-float64(want.UnixMicro())/1000) > 0.01 {
			t.Fatalf("%s %s is %v, want %v", date, clock, got, want)
		}
	})
}
