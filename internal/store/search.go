package store

import (
	"fmt"
	"strings"
)

// searchable joins words for a search: lower case, no NUL and no broken UTF-8, which
// PostgreSQL refuses.
func searchable(words ...string) string {
	text := strings.ToLower(strings.Join(words, "\n"))
	return strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", "")
}

// likeWords returns a condition that a search column holds every word of a query.
func likeWords(column, query string, args []any) (condition string, with []any) {
	conditions := []string{"1 = 1"}
	for _, word := range strings.Fields(searchable(query)) {
		args = append(args, "%"+escapeLike(word)+"%")
		conditions = append(conditions, fmt.Sprintf(`%s LIKE $%d ESCAPE '\'`, column, len(args)))
	}
	return strings.Join(conditions, " AND "), args
}

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

// limit returns the LIMIT clause of a page.
func limit(limit, offset int) string {
	switch {
	case limit > 0:
		return fmt.Sprintf(" LIMIT %d OFFSET %d", limit, max(offset, 0))
	case offset > 0:
		return fmt.Sprintf(" LIMIT 9223372036854775807 OFFSET %d", offset)
	}
	return ""
}
