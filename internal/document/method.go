package document

// The versions of what makes a canonical text. Change one whenever the same bytes would
// give another text: stored spans point into the text that their version made.
const (
	plainVersion = "plain/1"
	htmlVersion  = "article/1"
	flatVersion  = "flat-html/1" // HTML whose tree would be too large or too deep: tags dropped in one pass
	feedVersion  = "feed/1"
	listVersion  = "list/1"
	pdfVersion   = "pdfium/1"
)

// Limits on outside bytes. A report is a few kilobytes; each limit is far above any that
// was seen and low enough that no input can take the machine's memory or minutes.
const (
	MaxRaw           = 64 << 20 // bytes of one input
	MaxHeadline      = 2000     // bytes; a longer heading is body text
	MaxPlainHeadline = 200      // characters of a plain text's first line that can still be a headline
	MaxFeedItems     = 50_000   // entries of one feed
	DefaultFeedItems = 1000     // entries of one feed that are read unless more are asked for: an outlet's weeks
	MaxListRows      = 50_000   // rows of one list of legs, as many as a busy monitor's ten years
	MaxWarnings      = 100      // warnings of one document

	maxTreeBytes    = 8 << 20   // bytes of HTML that are parsed to a tree; a larger page is read flat
	maxTreeNodes    = 1_000_000 // nodes that a tree may grow to, as estimated before parsing (about 200 bytes each)
	maxCompared     = 1 << 30   // comparisons of attributes that parsing may need, as estimated (seconds)
	maxRankElements = 100_000   // elements that the article search ranks; a larger page is read whole
)

// EarliestYear is the first year that a publication time is believed: no report on the
// web is older, and broken clocks and empty fields say 1970.
const EarliestYear = 1990
