package operation

// Method names the version of the rules that made a view.
const Method = "operation/1"

// Confront sets an operation's evidence side by side. It is pure and deterministic: the order
// of the evidence never changes the view, and repeats never change its origins or its grade.
func Confront(e Evidence) View {
	return View{Operation: e.Operation, AsOf: e.Asked.UTC(), Journeys: e.Journeys, Method: Method}
}
