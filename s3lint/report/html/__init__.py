"""What the pages share: their frame, style and script, and a bucket drawn as SVG."""
