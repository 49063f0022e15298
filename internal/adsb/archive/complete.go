package archive

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Folders is how many folders the traces of a whole day lie in: one for each last two
// hex digits of an address.
const Folders = 256

// Incomplete is a day of which some folders are not there. Nothing says that the aircraft
// in them did not fly.
type Incomplete struct {
	Name    string `json:"name"`    // the folder of traces, such as 2026/02/25/traces
	Archive string `json:"archive"` // file name of the tar that holds it, "" in a folder
	Folders int    `json:"folders"` // how many of 256 are there
}

// incomplete counts the folders of each day. A real upload of a day once had 122 of them.
func incomplete(inputs []Input) []Incomplete {
	type day struct{ name, archive string }
	there := map[day]map[string]bool{}
	for _, in := range inputs {
		traces, folder, ok := dayFolder(in)
		if !ok {
			continue
		}
		d := day{traces, in.Archive}
		if there[d] == nil {
			there[d] = make(map[string]bool, Folders)
		}
		there[d][folder] = true
	}
	var out []Incomplete
	for d, folders := range there {
		if len(folders) < Folders {
			out = append(out, Incomplete{d.name, d.archive, len(folders)})
		}
	}
	slices.SortFunc(out, func(a, b Incomplete) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Archive, b.Archive))
	})
	return out
}

// dayFolder splits 2026/02/25/traces/1b/trace_full_ac671b.json into the day's folder of
// traces and the one of two digits, which must be those of the address.
func dayFolder(in Input) (traces, folder string, ok bool) {
	dir := path.Dir(in.Name)
	traces, folder = path.Split(dir)
	traces = strings.TrimSuffix(traces, "/")
	if traces == "" { // the user named the folder of traces itself
		traces = "traces"
	}
	if len(folder) != 2 || !strings.HasSuffix(in.Hex, folder) || path.Base(traces) != "traces" {
		return "", "", false
	}
	return traces, folder, true
}
