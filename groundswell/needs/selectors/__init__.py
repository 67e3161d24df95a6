"""Reads of this room: each part has a file of its own (`selectors.needs`, `selectors.challenges`)."""
