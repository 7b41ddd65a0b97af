"""Pure rules of bulletins: the record of a round, and the words made of it."""
