"""Lines for people: styles, colours, code frames and prose."""
