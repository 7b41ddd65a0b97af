"""Pure rules of a round."""
