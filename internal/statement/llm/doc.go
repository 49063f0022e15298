// Package llm uses a language model as one more reader of reports, and believes nothing that
// it says: it may only point at words, and only at words that stand exactly in the text.
//
//	p := llm.PromptFor(text)
//	marks, rejected := llm.Ground(text, reply)
//
// The model answers with strings. A string counts where it is found byte for byte in the
// text, or on a copy in which only runs of white space, the shapes of quotation marks,
// apostrophes and dashes, and soft hyphens are made alike; there is no fuzzy matching. What
// was found is sliced from the text; figures, dates and modality are read from those words by
// the rules (statement.FromMarks). The rest is listed as rejected, with the reason.
//
// The report is data: it is set apart in the prompt, and the model has no tools. Nothing here
// touches the network: package cli asks the address that the user gave.
package llm
