"""`s3lint diff`: what a change does to buckets, in each of its formats."""
