"""The tree of organisations, their posts and who holds them, and duties."""
