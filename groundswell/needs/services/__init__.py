"""The verbs of needs and strategy: each part has a file of its own (`services.needs`, `services.rounds`)."""
