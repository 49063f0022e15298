// Package rfc3161 asks for and reads RFC 3161 timestamps over the bytes of a checkpoint.
//
//	ask, err := rfc3161.Request(checkpoint, nonce)         // the bytes of a .tsq
//	s, err := rfc3161.Read(checkpoint, answer, roots)      // a .tsr or the token in it
//
// That a token is over these bytes and that the certificate inside signed it is always
// checked; that this certificate is an authority's only against roots that the reader gives:
// whom one believes is the reader's policy. openssl ts -verify checks the same files.
package rfc3161

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// Stamp is what a token says.
type Stamp struct {
	At        time.Time
	Authority string // the subject of the certificate that signed
	Policy    string // object identifier of the authority's policy
	Chained   bool   // the certificate leads to one of the roots that the reader gave
	Token     []byte // DER, without the answer around it
}

// Request returns a query for a timestamp over text, which asks for the certificate too.
func Request(text, nonce []byte) ([]byte, error) {
	ask, err := timestamp.CreateRequest(bytes.NewReader(text), &timestamp.RequestOptions{
		Hash: crypto.SHA256, Certificates: true, Nonce: new(big.Int).SetBytes(nonce),
	})
	if err != nil {
		return nil, fmt.Errorf("make timestamp query: %w", err)
	}
	return ask, nil
}

// Read verifies an answer, or a bare token, over text. Without roots Chained is false.
func Read(text, answer []byte, roots *x509.CertPool) (Stamp, error) {
	t, err := timestamp.ParseResponse(answer)
	if err != nil {
		bare, bareErr := timestamp.Parse(answer)
		if bareErr != nil {
			return Stamp{}, fmt.Errorf("read timestamp: neither an answer (%w) nor a token (%w)", err, bareErr)
		}
		t = bare
		t.RawToken = answer
	}
	if t.HashAlgorithm != crypto.SHA256 {
		return Stamp{}, fmt.Errorf("read timestamp: it is over a %s hash, asked was SHA-256", t.HashAlgorithm)
	}
	if sum := sha256.Sum256(text); !bytes.Equal(t.HashedMessage, sum[:]) {
		return Stamp{}, fmt.Errorf("read timestamp: it is over other bytes (SHA-256 %x), not over this checkpoint (%x)", t.HashedMessage, sum)
	}
	signer, err := signerOf(t.RawToken)
	if err != nil {
		return Stamp{}, fmt.Errorf("read timestamp: %w", err)
	}
	s := Stamp{At: t.Time.UTC(), Authority: signer.Subject.String(), Policy: t.Policy.String(), Token: t.RawToken}
	if roots == nil {
		return s, nil
	}
	between := x509.NewCertPool()
	for _, c := range t.Certificates {
		between.AddCert(c)
	}
	if _, err := signer.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: t.Time,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}}); err != nil {
		return Stamp{}, fmt.Errorf("read timestamp: the certificate of %s does not lead to an authority that was named: %w", s.Authority, err)
	}
	s.Chained = true
	return s, nil
}

// signerOf returns the one certificate that signed a token. A token without certificates is
// refused: the library that reads it would not check its signature.
func signerOf(token []byte) (*x509.Certificate, error) {
	p7, err := pkcs7.Parse(token)
	if err != nil {
		return nil, err
	}
	signer := p7.GetOnlySigner()
	if signer == nil {
		return nil, errors.New("it does not carry the certificate of one signer: ask for it with the query (openssl ts -query -cert)")
	}
	if err := p7.Verify(); err != nil {
		return nil, err
	}
	for _, use := range signer.ExtKeyUsage {
		if use == x509.ExtKeyUsageTimeStamping {
			return signer, nil
		}
	}
	return nil, fmt.Errorf("the certificate of %s is not for timestamping", signer.Subject)
}
