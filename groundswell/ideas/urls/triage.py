"""Addresses of sorting and answering."""

patterns: list = []
