"""The lives of what this room holds, each as a table that can be read aloud."""
