"""What comes in: each part of the room has a file of forms."""
