"""Floor 6: paths and settings in, a report out. Prints nothing and exits nowhere."""
