"""What an AWS resource is, once: the kinds of nodes, and how each language writes them."""
