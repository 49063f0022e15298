package model

import (
	"math"
	"slices"

	"github.com/charterwatch/charterwatch/internal/statement"
)

// rounds is how often training goes over the examples: after ten an averaged perceptron on a
// few hundred articles changes little.
const rounds = 10

// weights are a feature's, by label.
type weights [labels]float64

// learner is a model while it is trained.
type learner struct {
	features map[string]*learned
	steps    [labels + 1][labels]float64 // from a label (the last row: from the start) to the next
	stepSums [labels + 1][labels]float64
	now      float64 // how many paragraphs were seen
}

// learned are a feature's weights with what is needed to average them.
type learned struct {
	w, sum weights
	at     float64
}

// Train learns from examples. Their order does not matter: they are put in order of their
// text before shuffle, which is math/rand's or the like, mixes them once a round.
func Train(examples []Example, shuffle func(n int, swap func(i, j int))) *Model {
	examples = slices.Clone(examples)
	slices.SortFunc(examples, func(a, b Example) int {
		switch {
		case a.Text < b.Text:
			return -1
		case a.Text > b.Text:
			return 1
		}
		return 0
	})
	var lessons []lesson
	for _, e := range examples {
		for _, tokens := range paragraphs(e.Text) {
			lessons = append(lessons, lessonOf(tokens, e.Marks))
		}
	}
	l := learner{features: map[string]*learned{}}
	for range rounds {
		shuffle(len(lessons), func(i, j int) { lessons[i], lessons[j] = lessons[j], lessons[i] })
		for _, x := range lessons {
			l.learn(x)
		}
	}
	return l.model(len(examples))
}

// lesson is a paragraph with the features and the true label of each token.
type lesson struct {
	shown [][]string
	truth []label
}

func lessonOf(tokens []token, marks []statement.Mark) lesson {
	x := lesson{shown: make([][]string, len(tokens)), truth: gold(tokens, marks)}
	for i := range tokens {
		x.shown[i] = features(tokens, i, nil)
	}
	return x
}

// learn decodes a paragraph and, where it errs, moves the weights toward the truth.
func (l *learner) learn(x lesson) {
	l.now++
	guess := decode(len(x.shown), func(i int) weights { return l.score(x.shown[i]) }, l.steps)
	if slices.Equal(guess, x.truth) {
		return
	}
	before, beforeGuess := labels, labels
	for i, truth := range x.truth {
		if truth != guess[i] {
			for _, f := range x.shown[i] {
				w := l.feature(f)
				w.w[truth]++
				w.w[guess[i]]--
			}
		}
		l.step(before, truth, 1)
		l.step(beforeGuess, guess[i], -1)
		before, beforeGuess = truth, guess[i]
	}
}

func (l *learner) score(shown []string) (w weights) {
	for _, f := range shown {
		if g := l.features[f]; g != nil {
			for k := range w {
				w[k] += g.w[k]
			}
		}
	}
	return w
}

// feature is a feature's weights with the sum brought up to now.
func (l *learner) feature(f string) *learned {
	g := l.features[f]
	if g == nil {
		g = &learned{at: l.now}
		l.features[f] = g
	}
	for k := range g.sum {
		g.sum[k] += (l.now - g.at) * g.w[k]
	}
	g.at = l.now
	return g
}

func (l *learner) step(from, to label, by float64) {
	l.steps[from][to] += by
	l.stepSums[from][to] += by * l.now
}

// model packs the averages into bytes: each feature's weights as eighths of the largest.
func (l *learner) model(examples int) *Model {
	m := &Model{Examples: examples, weights: map[string][labels]int8{}}
	average := map[string]weights{}
	largest := 0.0
	for f := range l.features {
		g := l.feature(f)
		var a weights
		for k := range a {
			a[k] = g.sum[k] / max(1, l.now)
			largest = max(largest, math.Abs(a[k]))
		}
		average[f] = a
	}
	for from := range l.steps {
		for to := range l.steps[from] {
			a := l.steps[from][to] - l.stepSums[from][to]/max(1, l.now)
			m.steps[from][to] = a
		}
	}
	if largest == 0 {
		return m
	}
	m.Scale = largest / 127
	for f, a := range average {
		var packed [labels]int8
		some := false
		for k := range a {
			packed[k] = int8(math.Round(a[k] / m.Scale))
			some = some || packed[k] != 0
		}
		if some {
			m.weights[f] = packed
		}
	}
	for from := range m.steps {
		for to := range m.steps[from] {
			m.steps[from][to] = math.Round(m.steps[from][to]/m.Scale) * m.Scale // as the file will have it
		}
	}
	return m
}
