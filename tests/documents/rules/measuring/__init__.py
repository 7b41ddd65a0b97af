"""The checker of layouts."""
