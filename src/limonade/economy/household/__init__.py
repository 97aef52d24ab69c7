"""The household of a neighbourhood: what households spend and do per vital function, and what stays."""
