package operation

import (
	"fmt"
	"io"
)

// Text writes the view as "operation show" prints it, at most 100 columns wide.
func (v View) Text(w io.Writer) error {
	_, err := fmt.Fprintln(w, v.Operation.Title)
	return err
}
