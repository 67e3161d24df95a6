"""Addresses of the strategy, cases for change, change programmes and the timeline."""

patterns: list[object] = []
