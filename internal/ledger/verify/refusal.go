package verify

import (
	"errors"
	"fmt"
)

// The names under which a proof or a checkpoint is refused; errors.Is tells them apart.
var (
	ErrForged    = errors.New("forged")           // a signature or a path does not hold
	ErrTruncated = errors.New("truncated")        // it ends before it is whole
	ErrReplayed  = errors.New("replayed")         // it is older than what is already held
	ErrForked    = errors.New("two histories")    // the log signed both, and they cannot both be true
	ErrOtherLog  = errors.New("another log")      // it is of a log with another origin
	ErrRetired   = errors.New("retired key")      // it is signed by a key for a size that this key may not sign
	ErrMalformed = errors.New("not as specified") // it is not written as its format says
)

// TwoHistories is the evidence that a log showed two histories: two texts that the log's
// own keys signed. Whoever has them and the verifier keys can see it without believing anybody.
type TwoHistories struct {
	Old, Now Checkpoint
	OldText  []byte    // as signed
	NowText  []byte    // as signed
	Derived  *[32]byte // the root that the newer log gives at the old size, where it was derived
}

// Error says what the two texts say.
func (e *TwoHistories) Error() string {
	if e.Old.Size == e.Now.Size {
		return fmt.Sprintf("%v: %s signed two different roots for %d records", ErrForked, e.Old.Origin, e.Old.Size)
	}
	return fmt.Sprintf("%v: the log of %d records that %s signed does not begin with the log of %d records that it signed", ErrForked, e.Now.Size, e.Now.Origin, e.Old.Size)
}

// Unwrap makes errors.Is(err, ErrForked) true.
func (e *TwoHistories) Unwrap() error { return ErrForked }
