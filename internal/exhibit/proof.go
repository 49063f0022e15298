package exhibit

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"strings"

	"github.com/charterwatch/charterwatch/internal/ledger/verify"
)

// proofHeader is the first line of a C2SP tlog-proof.
const proofHeader = "c2sp.org/tlog-proof@v1"

// spkiEd25519 is what stands before the 32 bytes of an Ed25519 public key in a
// SubjectPublicKeyInfo (RFC 8410, section 4).
var spkiEd25519 = []byte{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00}

// proofs writes each record with its salt and proof, and the checkpoint with its key in the
// forms that openssl takes. What does not verify is not written.
func (b *builder) proofs() error {
	for _, r := range b.in.Records {
		leaf := verify.Leaf(r.Type, r.Salt[:], r.Body)
		if err := verify.Inclusion(b.checkpoint, r.Seq, leaf, r.Path); err != nil {
			return err
		}
		b.files[recordName(r.Seq, "json")] = r.Body
		b.files[recordName(r.Seq, "salt")] = []byte(hex.EncodeToString(r.Salt[:]) + "\n")
		b.files[recordName(r.Seq, "tlog-proof")] = proofText(r, b.in.Checkpoint)
	}
	body, sig, err := checkpointParts(b.in.Checkpoint)
	if err != nil {
		return err
	}
	public, err := publicKey(b.in.Verifier)
	if err != nil {
		return err
	}
	b.files["checkpoint.txt"] = b.in.Checkpoint
	b.files["checkpoint.body"], b.files["checkpoint.sig"] = body, sig
	b.files["vkey.txt"] = []byte(b.in.Verifier + "\n")
	b.files["key.pem"] = keyPEM(public)
	return nil
}

// proofText is a C2SP tlog-proof: index, path, checkpoint.
func proofText(r Proved, checkpoint []byte) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s\nindex %d\n", proofHeader, r.Seq)
	for _, h := range r.Path {
		out.WriteString(base64.StdEncoding.EncodeToString(h[:]) + "\n")
	}
	out.WriteString("\n")
	out.Write(checkpoint)
	return out.Bytes()
}

// checkpointParts takes a signed note with one signature apart: the text that was signed,
// and the 64 bytes of the signature, which follow four bytes that name the key.
func checkpointParts(note []byte) (body, sig []byte, err error) {
	text, signature, ok := strings.Cut(string(note), "\n\n")
	fields := strings.Fields(signature)
	if !ok || len(fields) != 3 || strings.Count(signature, "\n") != 1 {
		return nil, nil, fmt.Errorf("checkpoint is not a text, an empty line and one signature")
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(fields[2])
	if err != nil || len(raw) != 4+64 {
		return nil, nil, fmt.Errorf("checkpoint's signature is not 68 bytes in base64")
	}
	return []byte(text + "\n"), raw[4:], nil
}

// publicKey returns the 32 bytes of an Ed25519 key from a verifier key "name+id+base64".
func publicKey(vkey string) ([]byte, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("verifier key is not name, id and key")
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(raw) != 33 || raw[0] != 1 {
		return nil, fmt.Errorf("verifier key is not an Ed25519 key")
	}
	return raw[1:], nil
}

func keyPEM(public []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: append(bytes.Clone(spkiEd25519), public...)})
}
