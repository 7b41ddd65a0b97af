"""Pure rules of the ballot: form, validity, count, scores."""
