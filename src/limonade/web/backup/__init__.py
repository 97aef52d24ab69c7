"""A backup in one file, and a whole site from such a file."""
