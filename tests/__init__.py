"""The tests mirror the tree of rooms; their names are sentences."""
