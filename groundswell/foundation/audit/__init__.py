"""What happened, once and for good: append-only rows, each with its own keyed hash."""
