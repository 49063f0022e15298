package cli

// season measures purposes on a simulated season.
func (r *accuracyRun) season() error { return nil }
