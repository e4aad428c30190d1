"""The suite. Its folders are those of the package; what tests share stands in support/, what they read in data/."""
