"""Pages of innovations: reading, changing, people, what belongs to a record, what it serves."""
