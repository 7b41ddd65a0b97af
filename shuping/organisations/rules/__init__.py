"""Pure rules of the tree."""
