"""Lists of this room for other programs: a feed for readers, tables for spreadsheets."""
