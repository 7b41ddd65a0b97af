"""Where every round stands and what holds it up."""
