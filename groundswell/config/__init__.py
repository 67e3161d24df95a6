"""Settings, root addresses, templates and servers: the only floor that names every room."""
