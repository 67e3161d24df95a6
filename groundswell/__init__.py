"""Groundswell: the platform on which a health and care partnership runs its innovation programme."""
