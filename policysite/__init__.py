"""How the school's facts and words become pages. Start with `facts`, then `dates`, `clauses`, `pages`."""
