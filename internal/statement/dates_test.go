package statement

import (
	"strings"
	"testing"
)

// Dates as reports write them, against Tuesday, 30 September 2025; written down by hand.
// "ahead" is a plan.
func TestDateExpressions(t *testing.T) {
	t.Parallel()
	stamp := dated(t, "d", "2025-09-30", "").Published
	const ahead, past = true, false
	for _, c := range []struct {
		text  string
		ahead bool
		want  string
	}{
		// weekdays
		{"on Monday", past, "2025-09-29"}, {"on Monday", ahead, "2025-10-06"}, {"on Tuesday", past, "2025-09-30"}, {"on Tuesday", ahead, "2025-09-30"},
		{"on Wednesday", past, "2025-09-24"}, {"on Wednesday", ahead, "2025-10-01"}, {"late on Monday", past, "2025-09-29"}, {"early on Sunday", past, "2025-09-28"},
		{"on Monday night", past, "2025-09-29"}, {"Monday evening", past, "2025-09-29"}, {"last Tuesday", past, "2025-09-23"}, {"last Friday", past, "2025-09-26"},
		{"next Friday", past, "2025-10-03"}, {"next Tuesday", ahead, "2025-10-07"}, {"this Friday", ahead, "2025-10-03"}, {"this Friday", past, "2025-10-03"},
		{"the previous Monday", past, "2025-09-29"}, {"on Monday and Tuesday", past, "2025-09-29; 2025-09-30"}, {"since Sunday", past, "2025-09-28.."}, {"by Friday", ahead, "2025-09-30..2025-10-04"},
		// a weekday and its date are one
		{"on Monday, 29 September", past, "2025-09-29"}, {"on Monday, September 29, 2025", past, "2025-09-29"}, {"Tuesday 30 Sept 2025", past, "2025-09-30"},
		// relative days
		{"today", past, "2025-09-30"}, {"yesterday", past, "2025-09-29"}, {"tomorrow", ahead, "2025-10-01"}, {"tonight", ahead, "2025-09-30"}, {"the day before yesterday", past, "2025-09-28"},
		{"the day after tomorrow", ahead, "2025-10-02"}, {"overnight", past, "2025-09-29..2025-10-01"}, {"two days ago", past, "2025-09-28"}, {"a week ago", past, "2025-09-20..2025-09-27"}, {"three months ago", past, "2025-06-01..2025-07-01"},
		{"two years ago", past, "2023-01-01..2024-01-01"}, {"in two days", ahead, "2025-10-02"}, {"in the last two days", past, "2025-09-28..2025-10-01"}, {"over the past week", past, "2025-09-23..2025-10-01"},
		// stretches
		{"over the next couple of days", ahead, "2025-09-30..2025-10-03"}, {"in the coming days", ahead, "2025-09-30..2025-10-04"}, {"in the next few days", ahead, "2025-09-30..2025-10-04"},
		{"over the next three days", ahead, "2025-09-30..2025-10-04"}, {"last week", past, "2025-09-22..2025-09-29"}, {"next week", ahead, "2025-10-06..2025-10-13"}, {"this week", past, "2025-09-29..2025-10-06"},
		{"last weekend", past, "2025-09-27..2025-09-29"}, {"this month", past, "2025-09-01..2025-10-01"}, {"earlier this month", past, "2025-09-01..2025-10-01"}, {"last month", past, "2025-08-01..2025-09-01"},
		{"later this year", ahead, "2025-09-30..2026-01-01"}, {"earlier this year", past, "2025-01-01..2025-10-01"}, {"last year", past, "2024-01-01..2025-01-01"}, {"earlier this week", past, "2025-09-29..2025-10-01"},
		// months and years
		{"in July", past, "2025-07-01..2025-08-01"}, {"in July", ahead, "2026-07-01..2026-08-01"}, {"in November", past, "2024-11-01..2024-12-01"}, {"in September", past, "2025-09-01..2025-10-01"}, {"last June", past, "2025-06-01..2025-07-01"},
		{"in July 2025", past, "2025-07-01..2025-08-01"}, {"in late July", past, "2025-07-01..2025-08-01"}, {"in mid-July", past, "2025-07-01..2025-08-01"}, {"in 2024", past, "2024-01-01..2025-01-01"},
		{"since 1979", past, "1979-01-01.."}, {"since January", past, "2025-01-01.."}, {"since 20 January 2025", past, "2025-01-20.."}, {"since the time of the 1979 revolution", past, "1979-01-01.."},
		{"between January and March 2025", past, "2025-01-01..2025-04-01"}, {"from 20 January to 31 October 2025", past, "2025-01-20..2025-11-01"},
		// days
		{"on 29 September", past, "2025-09-29"}, {"on September 29", past, "2025-09-29"}, {"on Sept. 29, 2025", past, "2025-09-29"}, {"on 29-30 September 2025", past, "2025-09-29..2025-10-01"}, {"on the night of 29 September", past, "2025-09-29"},
		{"the 30th of September", past, "2025-09-30"}, {"2025-09-30", past, "2025-09-30"}, {"on 5 February", ahead, "2026-02-05"}, {"on 20 December", past, "2024-12-20"}, {"before 10 October", ahead, "2025-09-30..2025-10-10"},
		{"on 8 Mehr 1404", past, "2025-09-30"}, {"on Mehr 8, 1404", past, "2025-09-30"}, {"in Mehr 1404", past, "2025-09-23..2025-10-23"},
		// edges
		{"by the end of the month", ahead, "2025-09-30"}, {"before the end of October", ahead, "2025-09-30..2025-11-01"}, {"until the end of the year", ahead, "2025-09-30..2026-01-01"}, {"no later than Thursday", ahead, "2025-09-30..2025-10-03"},
		{"from Monday to Wednesday", past, "2025-09-22..2025-09-25"}, {"from Thursday to Saturday", past, "2025-09-25..2025-09-28"}, {"from Monday to Wednesday", ahead, "2025-10-06..2025-10-09"}, {"so far this month", past, "2025-09-01..2025-10-01"}, {"so far this year", past, "2025-01-01..2025-10-01"},
		{"since the start of the year", past, "2025-01-01.."}, {"since the beginning of September", past, "2025-09-01.."}, {"over the weekend", past, "2025-09-27..2025-09-29"}, {"over the weekend", ahead, "2025-10-04..2025-10-06"}, {"in the week of 15 September", past, "2025-09-15..2025-09-22"},
		{"after 1 October 2025", ahead, "2025-10-02.."}, {"within two weeks", ahead, "2025-09-30..2025-10-15"}, {"Monday's flight", past, "2025-09-29"}, {"July's flights", past, "2025-07-01..2025-08-01"}, {"yesterday's flight", past, "2025-09-29"},
		// no dates
		{"a year or two", past, ""}, {"for two years", past, ""}, {"after months of talks", past, ""}, {"within 24 hours of notice", past, ""}, {"on 31 February 2025", past, "unresolved"}, {"the Sunday Times", past, ""}, {"at 18:48", past, ""}, {"it may march on", past, ""}, {"Flight 2025 left", past, ""},
	} {
		r, s := reading1("It was " + c.text)
		if got := strings.Join(dateWords(r.dates(s[0], newCalendar(stamp), c.ahead)), "; "); got != c.want {
			t.Errorf("%q (ahead %v): %q, want %q", c.text, c.ahead, got, c.want)
		}
	}
}
