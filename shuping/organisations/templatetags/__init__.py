"""The tags of tables of bodies."""
