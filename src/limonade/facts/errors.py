class NotLoaded(Exception):
    """The figures that are asked for are not on the shelf; the message says what to load."""
