"""Many repositories: judged in workers, kept in a store that can be queried, and joined where one speaks of another.

What is said of one repository alone is what `s3lint check` says of it; the engine decides both.
"""
