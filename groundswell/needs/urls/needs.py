"""Addresses of needs, assets and insight briefs."""

patterns: list[object] = []
