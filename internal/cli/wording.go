package cli

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/release"
)

// wording refuses text of an analyst that draws a conclusion which evidence cannot carry, or
// that tells who a returnee is. It would stand on a page; a quotation of a conclusion may.
func wording(what string, texts ...string) error {
	for _, text := range texts {
		if err := release.Refuse(what, text); err != nil {
			return exitError{Usage, err}
		}
	}
	return nil
}

// unlooked are the words of a command line, and the commands, that nobody looks at for persons, and why.
var unlooked = map[string]string{
	"erase words":          "they say what has to go, and are kept nowhere",
	"workspace":            "a folder, which is opened and not recorded",
	"ledger status header": "hexadecimal digits of a chain of blocks",
	"as-of":                "a day, a size of the log, or both with an @ between them",
	"key":                  "a verification key: a name, a hash and base64 with whatever digits",
	"bench":                "measures and records nothing",
	"simulate":             "flies invented aircraft and records nothing",
	"verify":               "looks at what others made and records nothing",
}

// machineWord is an identifier or a hash as the program prints it, a number, an hour or a day:
// it names nobody, whatever its digits look like.
var machineWord = regexp.MustCompile(`^(?:[dsj]-[0-9a-fA-F-]+(?:[TZ0-9a-zA-Z.-]*)|[0-9a-f]{64}|~?[0-9a-f]{6}(?:-\d{8}T\d{4,6}Z.*)?|-?\d+(?:\.\d+)?|\d{4}-\d{2}(?:-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?)?)$`)

// nobody looks at every word of a command line before the command runs, so that a new command
// cannot forget it: what tells who somebody is goes into no record, whichever word it is in.
func nobody(k *kong.Context) error {
	command := k.Selected()
	if command == nil {
		return nil
	}
	if family, _, _ := strings.Cut(commandName(command), " "); unlooked[family] != "" {
		return nil
	}
	for _, step := range k.Path {
		value := step.Positional
		if step.Flag != nil {
			value = step.Flag.Value
		}
		if value == nil || !value.Target.IsValid() {
			continue
		}
		if unlooked[value.Name] != "" || unlooked[commandName(command)+" "+value.Name] != "" {
			continue
		}
		for _, word := range stringsOf(value.Target) {
			if err := nobodyIn(value, word); err != nil {
				return exitError{Usage, fmt.Errorf("%s %s: %w", commandName(command), value.Name, err)}
			}
		}
	}
	return nil
}

func commandName(n *kong.Node) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(n.Path(), "charterwatch "), " <")
	return strings.TrimSpace(name)
}

// nobodyIn looks at one word. Of a file only its name is kept, and a path or an address is full
// of digits; an outlet may have a telephone or a handle, and so may who decides.
func nobodyIn(value *kong.Value, word string) error {
	if machineWord.MatchString(word) {
		return nil
	}
	switch {
	case isPlace(value):
		if !isURL(word) {
			word = filepath.Base(word)
		}
		return release.RefuseIdentity(word)
	case slices.Contains([]string{"by", "publisher", "translated-by"}, value.Name):
		return release.RefuseIdentity(word)
	}
	return release.RefusePersons(word)
}

// isPlace says whether a word is a path or an address by the way that it is declared.
func isPlace(v *kong.Value) bool {
	place := regexp.MustCompile(`\b(?:FILE|DIR|URL|IMAGE|FOLDER|TAR|CHECKPOINT|PATH)\b`)
	return v.Tag.Type == "path" || place.MatchString(v.Tag.PlaceHolder) ||
		slices.Contains([]string{"inputs", "paths", "path", "file", "dir", "archive", "authority", "upgrade", "out", "source", "addr"}, v.Name)
}

// stringsOf are the words in a value: itself, or those of its list or table.
func stringsOf(v reflect.Value) []string {
	switch v.Kind() {
	case reflect.String:
		return []string{v.String()}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return stringsOf(v.Elem())
		}
	case reflect.Slice:
		var out []string
		for i := range v.Len() {
			out = append(out, stringsOf(v.Index(i))...)
		}
		return out
	case reflect.Map:
		var out []string
		for _, key := range v.MapKeys() {
			out = append(out, append(stringsOf(key), stringsOf(v.MapIndex(key))...)...)
		}
		slices.Sort(out)
		return out
	}
	return nil
}

// nobodyInside looks at every string of a value that a file brought.
func nobodyInside(what string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return err
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		return err
	}
	var walk func(any) error
	walk = func(v any) error {
		switch v := v.(type) {
		case string:
			if machineWord.MatchString(v) || isURL(v) {
				return nil
			}
			return release.RefusePersons(v)
		case []any:
			for _, x := range v {
				if err := walk(x); err != nil {
					return err
				}
			}
		case map[string]any:
			for _, x := range v {
				if err := walk(x); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := walk(tree); err != nil {
		return exitError{Usage, fmt.Errorf("%s: %w", what, err)}
	}
	return nil
}

// unnamed refuses a text that a person here typed, pasted or translated when it tells who a
// returnee is: such words are ours. What an outlet sent is kept as it came, and withheld where
// it is printed.
func unnamed(docs []document.Document, translated bool) error {
	for _, d := range docs {
		if d.ByHand == nil && !translated {
			continue
		}
		if err := release.RefuseIdentity(d.Title + "\n" + d.Text); err != nil {
			return fmt.Errorf("the text: %w; nothing was kept", err)
		}
	}
	return nil
}
