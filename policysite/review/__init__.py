"""Deadlines, editions of the agreed wording, recorded reviews, what a pull request changes."""
