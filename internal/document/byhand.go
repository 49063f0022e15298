package document

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // the two formats whose size is read here
	_ "image/png"
	"path/filepath"
)

// ByHand says that a text did not come as bytes that an outlet sent: a person put it here.
type ByHand struct {
	How   How    `json:"how"`
	By    string `json:"by"`              // who typed or pasted it
	Image *Image `json:"image,omitempty"` // what a transcript is of
}

// How is the way in which a person put a text here.
type How string

// The ways of ByHand.
const (
	Pasted     How = "pasted"     // copied from where a person saw it
	Transcript How = "transcript" // typed from a picture
)

// Image is a picture whose bytes are kept beside a transcript.
type Image struct {
	Hash   string `json:"hash"` // SHA-256 of its bytes
	Type   string `json:"type"` // image/png or image/jpeg, found from the bytes
	Bytes  int    `json:"bytes"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	File   string `json:"file"` // base name
}

// Limits on a picture: a screenshot of a telephone or a desk is far below them.
const (
	MaxImage  = 20 << 20
	maxPixels = 100_000_000
)

// ReadImage names a picture by its bytes. Only PNG and JPEG are taken, and nothing of them is
// decoded but the size.
func ReadImage(raw []byte, file string) (Image, error) {
	name := filepath.Base(file)
	if len(raw) > MaxImage {
		return Image{}, fmt.Errorf("picture %s: %d bytes is over the limit of %d (20 MiB)", name, len(raw), MaxImage)
	}
	kind := ""
	switch {
	case bytes.HasPrefix(raw, []byte("\x89PNG\r\n\x1a\n")):
		kind = "image/png"
	case bytes.HasPrefix(raw, []byte{0xff, 0xd8, 0xff}):
		kind = "image/jpeg"
	default:
		return Image{}, fmt.Errorf("picture %s is neither a PNG nor a JPEG; save it as one of these", name)
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return Image{}, fmt.Errorf("picture %s, said to be %s: %w", name, kind, err)
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > maxPixels/c.Height {
		return Image{}, fmt.Errorf("picture %s is %d by %d pixels, over the limit of %d", name, c.Width, c.Height, maxPixels)
	}
	return Image{Hash: hash(raw), Type: kind, Bytes: len(raw), Width: c.Width, Height: c.Height, File: name}, nil
}
