"""Reads about stories and practice cards, within the scope of the neighbourhood."""

PUBLIC = {"published_at__isnull": False, "withdrawn_at": None}
