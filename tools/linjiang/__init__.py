"""The words and numbers of the fictitious districts of the demo."""
