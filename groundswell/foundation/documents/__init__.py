"""Photos and documents that people add to a record: checked, stripped, scanned, and opened by who may see the record.

The row decides who opens a file, at every request; the bytes lie under a random key and know nobody.
"""
