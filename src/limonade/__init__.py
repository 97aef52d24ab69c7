"""Limonade: a neighbourhood that runs itself as one household and one company."""

__version__ = "0.3.0"
