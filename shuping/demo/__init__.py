"""The winter of the bulletin as round folders."""
