"""Plain tools with no rules in them: the clock, ids, references, signed links, base models."""
