"""Pages of ideas: `sending`, `tracking` and `triage`."""
