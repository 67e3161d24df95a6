"""Forms of ideas: `sending`, `tracking` and `triage`."""
