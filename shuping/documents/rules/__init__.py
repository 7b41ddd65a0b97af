"""Pure rules of documents: what they say, and how each form writes it."""
