"""The graph of buckets as dot, mermaid, json and a page."""
