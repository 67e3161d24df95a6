"""What people type into a record."""
