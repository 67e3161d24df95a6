"""What every room stands on: it knows no room by name. Floors, bottom up, are in .importlinter."""
