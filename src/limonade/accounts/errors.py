class AccountError(Exception):
    """What a person asked of an account cannot be done; the message says why and what to do."""
