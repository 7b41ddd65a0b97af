"""Pure rules of the round folder: reading, checking and writing its files."""
