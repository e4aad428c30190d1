"""`s3lint can`: who can do what, in each of its formats."""
