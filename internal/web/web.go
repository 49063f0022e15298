package web

import (
	"context"
	"embed"
	"log/slog"
	"net/http"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/law"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// Options is what the pages stand on.
type Options struct {
	Store    *store.Store
	Airports *place.Airports
	Now      func() time.Time
	Token    []byte // 32 random bytes; forms made with other bytes are refused

	// Track reads the kept trace rows of a leg again, for its map. With none, or when it
	// fails, a map shows the ends of a leg and no line between them.
	Track func(ctx context.Context, leg flight.Leg) (*adsb.Track, error)

	// Listed are addresses and registrations that the user lists, each with where: discovery
	// does not name them again.
	Listed map[string]string

	By      string       // who decides on these pages, as the ledger records it; empty is "pages"
	Version string       // shown at the foot of every page
	Hosts   []string     // host names that may be asked for beside 127.0.0.1, localhost and ::1
	Log     *slog.Logger // for errors that are ours; nil drops them
}

// archive is what the pages ask of the store; *store.Store is one.
type archive interface {
	Documents(context.Context, store.Page) ([]document.Document, int, error)
	Document(context.Context, string) (document.Document, error)
	Statements(context.Context, string) ([]store.Reviewed, error)
	Statement(context.Context, string) (store.Reviewed, error)
	Decide(context.Context, store.Decision) (int64, error)
	Rule(context.Context, statement.Ruling) (int64, error)
	Rulings(context.Context) ([]statement.Ruling, error)
	Decisions(context.Context, string) ([]store.Decided, error)
	Waiting(context.Context, store.Page) ([]store.Reviewed, int, error)
	History(context.Context, string) (store.History, error)
	AddDocument(context.Context, document.Document, []byte, []statement.Statement) (bool, error)
	Blob(string) ([]byte, error)
	Legs(context.Context, store.LegFilter) ([]flight.Leg, int, error)
	Leg(context.Context, string) (flight.Leg, error)
	Airframes(context.Context, store.Page) ([]store.Airframe, int, error)
	Known(context.Context, string) (fleet.Known, error)
	HexesOf(context.Context, string) ([]string, error)
	Operations(context.Context, store.Page) ([]operation.Operation, int, error)
	Operation(context.Context, string) (operation.Operation, error)
	Evidence(context.Context, string, time.Time) (operation.Evidence, error)
	EvidenceAsOf(context.Context, string, store.AsOf) (operation.Evidence, error)
	OperationRecords(context.Context, string) ([]store.Bearing, error)
	Ledger(context.Context) (store.LedgerState, error)
	Check(context.Context, func(done, total int64)) (store.CheckReport, error)
	Counts(context.Context) (store.Counts, error)
	Size(context.Context) (int64, error)
	SizeAt(context.Context, time.Time) (int64, error)
	ChangedSince(context.Context, int64) (store.Changed, error)
	Days(context.Context, store.Page) ([]store.DayCount, int, error)
	Span(context.Context) (first, last time.Time, ok bool, err error)
	Judge(context.Context, journey.Verdict) (int64, error)
	Pulls(context.Context, string) ([]store.PullRecord, error)
	Answers(context.Context, string) ([]law.Answered, error)
	AnswerQuestion(context.Context, law.Answered) (int64, error)
	DayArchive
}

// pages answers every address.
type pages struct {
	Options
	keep     archive
	confront func(operation.Evidence) operation.View
	retold   retold
	lookout  lookout
	rooted   rooted
	glanced  glances
	imports  imported
	gathered gathered

	remembered remembered
}

//go:embed assets templates
var files embed.FS

// New returns the pages and the API. See the package comment for what it refuses.
func New(o Options) http.Handler { return newPages(o, o.Store, operation.Confront).routes() }

func newPages(o Options, keep archive, confront func(operation.Evidence) operation.View) *pages {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.By == "" {
		o.By = "pages"
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if keep != nil {
		keep = &counting{archive: keep}
	}
	return &pages{Options: o, keep: keep, confront: confront}
}

// routes is every address that the pages have.
func (p *pages) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/operations", http.StatusFound)
	})
	for name, h := range map[string]func(http.ResponseWriter, *http.Request, format) error{
		"operations": p.operations,
		"documents":  p.documents,
		"review":     p.review,
		"origins":    p.origins,
		"journeys":   p.journeys,
		"aircraft":   p.airframes,
		"days":       p.days,
		"countries":  p.countries,
		"sources":    p.sources,
		"search":     p.search,
		"ledger":     p.ledger,
		"about":      p.about,
	} {
		for _, f := range []format{asHTML, asJSON, asCSV} {
			mux.HandleFunc("GET /"+name+f.suffix(), p.answer(f, h))
		}
	}
	mux.HandleFunc("GET /operations/{id}", p.one(p.operation))
	for _, f := range []format{asHTML, asJSON, asCSV} {
		mux.HandleFunc("GET /operations/{id}/at"+f.suffix(), p.of(f, p.operationAt))
		mux.HandleFunc("GET /operations/{id}/history"+f.suffix(), p.of(f, p.operationHistory))
	}
	mux.HandleFunc("GET /documents/{id}", p.one(p.document))
	mux.HandleFunc("GET /origins/{id}", p.one(p.origin))
	mux.HandleFunc("POST /origins/{id}/rule", p.answer(asHTML, p.rule))
	mux.HandleFunc("GET /journeys/{id}", p.one(p.journey))
	mux.HandleFunc("GET /legs/{id}", p.one(p.leg))
	mux.HandleFunc("GET /days/{id}", p.one(p.day))
	mux.HandleFunc("POST /days/{id}/judge", p.answer(asHTML, p.judge))
	mux.HandleFunc("GET /aircraft/{id}", p.one(p.aircraft))
	mux.HandleFunc("GET /countries/{id}", p.one(p.country))
	mux.HandleFunc("GET /airports/{id}", p.one(p.airport))
	mux.HandleFunc("GET /sources/{id}", p.one(p.source))
	mux.HandleFunc("GET /transfers/{id}", p.one(p.transfers))
	mux.HandleFunc("POST /transfers/{id}/answer", p.answer(asHTML, p.answerQuestion))
	mux.HandleFunc("GET /statements/{id}", p.one(p.statement))
	mux.HandleFunc("GET /documents/{id}/versions", p.of(asHTML, p.versions))
	mux.HandleFunc("GET /documents/{id}/versions.json", p.of(asJSON, p.versions))
	mux.HandleFunc("GET /documents/{id}/picture", p.of(asHTML, p.picture))
	mux.HandleFunc("GET /documents/{id}/bytes", p.of(asHTML, p.bytes))
	mux.HandleFunc("POST /documents/{id}/decide", p.answer(asHTML, p.decide))
	mux.HandleFunc("POST "+pasteAction, p.answer(asHTML, p.paste))
	mux.HandleFunc("POST /ledger/check", p.answer(asHTML, p.check))
	mux.HandleFunc("GET /assets/{file}", p.asset)
	mux.HandleFunc("/", p.answer(asHTML, func(http.ResponseWriter, *http.Request, format) error { return errNoPage }))
	return guard(p.Options, p.remembering(mux))
}
