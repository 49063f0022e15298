// Package model is a sequence labeller that learns, on the analyst's own machine, from the
// statements that the analyst accepted: it marks in a text the words of a source, of a cue
// and of a content, and joins them to attributions.
//
//	m := model.Train(examples, rand.New(rand.NewPCG(1, 0)).Shuffle)
//	marks := m.Mark(doc.Text)
//
// It is an averaged perceptron over words, their shapes and their neighbours, decoded by
// Viterbi a paragraph at a time (M. Collins, "Discriminative training methods for hidden
// Markov models", EMNLP 2002). It knows nothing of the rules, so that the two agreeing means
// something. The same examples and the same shuffling give the same bytes. No model is shipped with the
// program: weights come from text, and only from text that its user has.
//
// What a mark means (speaker, event, figures, dates) is read by package statement from the
// marked words alone.
package model
