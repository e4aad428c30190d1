"""What a run over a fleet came to, asked of the store and rendered: text, Markdown, JSON, one page of HTML."""
