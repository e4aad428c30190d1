"""Sections that stand twice in a template: their entries are read as one, so that none is lost."""

from __future__ import annotations

from s3lint.languages.cloudformation.reading.nodes import Map, Reading


def join_sections(reading: Reading) -> None:
    """Join the keys of the top level that are written again. Which of them AWS deploys is not documented: both count.

    Of an entry that stands in both, and of what is no mapping, the last one counts.
    """
    for document in reading.documents:
        root = document.root
        if not isinstance(root, Map):
            continue
        for key, before in reversed(root.earlier or ()):
            now, joined = root[key], "the last one counts"
            if isinstance(before, Map) and isinstance(now, Map):
                _join(before, now)
                joined = "s3lint reads both, though AWS may use only the last one"
            elif isinstance(before, Map):
                root[key], joined = before, "s3lint reads the one with entries"
            start = root.at[key][0]
            said = f"{key} is set twice: {joined}"
            reading.problem("S3L901", said, start, end=start + len(key), incomplete=False)


def _join(before: Map, now: Map) -> None:
    """Add to the last mapping what only the one before it has."""
    for key, value in before.items():
        if key in now:
            now.twice.append((key, before.at[key][0]))
            now.earlier = [*(now.earlier or ()), (key, value)]
        else:
            now[key] = value
            now.at[key] = before.at[key]
    now.weight += before.weight
