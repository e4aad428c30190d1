"""The comments of a template, with their places: the parser drops them."""

from __future__ import annotations

import re

from s3lint.lazy import lazy_re
from s3lint.source import Source, Span

_HASH = lazy_re(r"(?:(?<=[\s,\[\]{}])|^)#[^\r\n]*", re.M)
_SLASHES = lazy_re(r"^[ \t]*(//[^\r\n]*)", re.M)


def comments(source: Source) -> list[Span]:
    """Each comment from its `#` to the end of its line (in JSON, whole lines of `//`)."""
    text = source.text
    if text.lstrip()[:1] in ("{", "/"):
        return [source.span(*found.span(1)) for found in _SLASHES.finditer(text)]
    if "#" not in text:
        return []
    from s3lint.languages.cloudformation.reading.events import leaf_spans

    leaves = leaf_spans(text)
    found: list[Span] = []
    at = leaf = 0
    while match := _HASH.search(text, at):
        while leaf < len(leaves) and leaves[leaf][1] <= match.start():
            leaf += 1
        if leaf < len(leaves) and leaves[leaf][0] <= match.start():
            at = leaves[leaf][1]  # inside a scalar: go on behind it
            continue
        found.append(source.span(match.start(), match.end()))
        at = match.end()
    return found
