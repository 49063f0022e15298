package flight_test

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Every constant of the rules stands in docs/METHODS.md with the value that the code has, and
// nothing stands there that the code has not, so that page and program cannot part.
func TestEveryConstantStandsInMethods(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/METHODS.md")
	if err != nil {
		t.Fatal(err)
	}
	for room, sources := range map[string]string{
		"internal/flight":  "method.go",
		"internal/adsb":    "../adsb/*.go",
		"internal/journey": "../journey/method.go",
	} {
		t.Run(room, func(t *testing.T) {
			t.Parallel()
			said, has := tabled(t, string(page), room), named(t, sources)
			if len(has) < 20 {
				t.Fatalf("only %d constants were found in %s", len(has), sources)
			}
			for name, value := range has {
				switch text, there := said[name]; {
				case !there:
					t.Errorf("%s of %s is in no table of METHODS under \"Constants of `%s`\"", name, sources, room)
				case !value.is(text):
					t.Errorf("%s: the code has %s, METHODS says %q", name, value, text)
				}
			}
			for name := range said {
				if _, there := has[name]; !there {
					t.Errorf("METHODS has a constant %s of %s that the code does not have", name, room)
				}
			}
		})
	}
}

// A wrong number, a missing unit of time and another unit are seen.
func TestAValueIsComparedWithItsUnit(t *testing.T) {
	t.Parallel()
	ten := number{constant.MakeInt64(int64(10 * time.Minute)), true}
	plain := number{constant.MakeFromLiteral("0.653", token.FLOAT, 0), false}
	large := number{constant.MakeInt64(10800000), false}
	for _, c := range []struct {
		value number
		text  string
		want  bool
	}{
		{ten, "10 min", true}, {ten, "600 s", true}, {ten, "10", false}, {ten, "10 h", false}, {ten, "11 min", false},
		{plain, "0.653", true}, {plain, "0.653 of flights", true}, {plain, "0.65", false}, {plain, "", false},
		{large, "10,800,000 ms", true}, {large, "10,800 s", false},
	} {
		if got := c.value.is(c.text); got != c.want {
			t.Errorf("%s as %q: %v, want %v", c.value, c.text, got, c.want)
		}
	}
}

// number is the value of a constant; a duration in nanoseconds.
type number struct {
	constant.Value
	duration bool
}

func (n number) String() string {
	if ns, exact := constant.Int64Val(n.Value); n.duration && exact {
		return time.Duration(ns).String()
	}
	return n.Value.String()
}

var units = map[string]time.Duration{"ms": time.Millisecond, "s": time.Second, "min": time.Minute, "h": time.Hour}

// is reports that a cell such as "5 min", "18,000 ft" or "35°" says this value.
func (n number) is(text string) bool {
	figure := regexp.MustCompile(`^(-?[0-9][0-9,]*(?:\.[0-9]+)?)(?:°| (\S+).*)?$`).FindStringSubmatch(text)
	if figure == nil {
		return false
	}
	digits, minus := strings.CutPrefix(strings.ReplaceAll(figure[1], ",", ""), "-")
	said := constant.MakeFromLiteral(digits, token.FLOAT, 0)
	if minus {
		said = constant.UnaryOp(token.SUB, said, 0)
	}
	if n.duration {
		unit, ok := units[figure[2]]
		if !ok {
			return false
		}
		said = constant.BinaryOp(said, token.MUL, constant.MakeInt64(int64(unit)))
	}
	return constant.Compare(said, token.EQL, n.Value)
}

// tabled reads the tables under the heading of a room: a cell of names, a cell of as many values.
func tabled(t *testing.T, page, room string) map[string]string {
	t.Helper()
	_, section, found := strings.Cut(page, "\n### Constants of `"+room+"`\n")
	if !found {
		t.Fatalf("METHODS has no heading \"Constants of `%s`\"", room)
	}
	section, _, _ = strings.Cut(section, "\n##")
	out := map[string]string{}
	for line := range strings.Lines(section) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 || !strings.HasPrefix(cells[1], " `") {
			continue
		}
		names, values := strings.Split(strings.TrimSpace(cells[1]), "; "), strings.Split(strings.TrimSpace(cells[2]), "; ")
		if len(names) != len(values) {
			t.Errorf("%d names and %d values: %s", len(names), len(values), line)
			continue
		}
		for i, name := range names {
			name = strings.Trim(name, "`")
			if _, twice := out[name]; twice {
				t.Errorf("%s stands twice under %s", name, room)
			}
			out[name] = values[i]
		}
	}
	return out
}

// named evaluates the constants of source files that are numbers of the room's own: exported
// names are words for others, degreeNM follows from the Earth's radius.
func named(t *testing.T, pattern string) map[string]number {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]number{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			for _, s := range g.Specs {
				spec := s.(*ast.ValueSpec)
				for i, id := range spec.Names {
					if id.IsExported() || id.Name == "degreeNM" {
						continue
					}
					if i >= len(spec.Values) {
						t.Fatalf("%s: %s has no value of its own", name, id.Name)
					}
					out[id.Name] = evaluate(t, spec.Values[i])
				}
			}
		}
	}
	return out
}

// evaluate works out literals, signs, products and units of time.
func evaluate(t *testing.T, e ast.Expr) number {
	t.Helper()
	switch e := e.(type) {
	case *ast.BasicLit:
		return number{Value: constant.MakeFromLiteral(e.Value, e.Kind, 0)}
	case *ast.UnaryExpr:
		return number{Value: constant.UnaryOp(e.Op, evaluate(t, e.X).Value, 0)}
	case *ast.BinaryExpr:
		a, b := evaluate(t, e.X), evaluate(t, e.Y)
		return number{constant.BinaryOp(a.Value, e.Op, b.Value), a.duration || b.duration}
	case *ast.SelectorExpr:
		unit, ok := map[string]time.Duration{"Second": time.Second, "Minute": time.Minute, "Hour": time.Hour}[e.Sel.Name]
		if from, is := e.X.(*ast.Ident); is && from.Name == "time" && ok {
			return number{constant.MakeInt64(int64(unit)), true}
		}
	}
	t.Fatalf("a constant of another form than a number, a product or a time: %T", e)
	return number{}
}
