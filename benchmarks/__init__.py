"""Ratios, not seconds: each benchmark runs both of its sides on the same files, in one session."""
