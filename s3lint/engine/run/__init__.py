"""One run: roots judged, here or in workers, and what came of them put together."""
