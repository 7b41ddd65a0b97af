"""People who sign in, nothing else."""
