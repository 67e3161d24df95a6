"""What a record's page tells: rooms register parts of the story; `journey` puts them in order."""
