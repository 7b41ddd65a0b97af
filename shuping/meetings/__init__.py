"""Agenda, groups, comments, points spoken, the visiting supervisor’s words."""
