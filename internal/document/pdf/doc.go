// Package pdf reads the text of a PDF with pdfium, which runs as WebAssembly inside the
// program: without files, without network, with a bounded memory, and until its context
// ends. A PDF's scripts, forms and links are never run or followed.
//
//	pages, err := pdf.Text(ctx, raw, cacheDir)
//
// Starting the engine takes some seconds the first time; a folder for compiled code makes
// later starts short. Package document knows nothing of it: who reads documents hands the
// function in (document.Hints.PDF).
package pdf
