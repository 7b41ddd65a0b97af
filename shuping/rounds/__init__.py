"""One year's round of one superior: scheme, roster, stages, calendar."""
