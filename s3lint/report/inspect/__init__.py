"""What is believed about each bucket, as text and json."""
