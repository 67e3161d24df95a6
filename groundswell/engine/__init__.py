"""Decision science: frozen data in, frozen data out; no web, no database, no clock."""
