"""Content in, official documents out."""
