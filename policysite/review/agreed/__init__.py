"""The agreed document: its own words beside the plain ones, and what no longer says the same."""
