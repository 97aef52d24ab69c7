class PeopleError(Exception):
    """What a person asked cannot be done; the message says why and what to do."""
