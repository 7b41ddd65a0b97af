"""Boxes and the roll, typed paper, the count; roll and box stay apart."""
