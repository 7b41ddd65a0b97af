"""Pages of the bulletins, inside and outside."""
