"""Values that are known and not shown: those of files that are in nobody's repository."""

from __future__ import annotations

from s3lint.record import replace
from s3lint.source import Tree
from s3lint.values.value import Mapping, OneOf, Option, Sequence, Value


def is_private(tree: Tree, path: str) -> bool:
    """Whether a file of values lies in a repository that does not track it: nobody else has it."""
    return tree.is_tracked(path) is False and tree.is_tracked(".") is True


def withheld(value: Value, name: str) -> Value:
    """The value with all of its parts; messages name the variable in their place."""
    if isinstance(value, Mapping):
        value = replace(value, entries={key: withheld(entry, name) for key, entry in value.entries.items()})
    elif isinstance(value, Sequence):
        value = replace(value, items=tuple(withheld(item, name) for item in value.items))
    elif isinstance(value, OneOf):
        options = ((c.value and withheld(c.value, name), c.guard) for c in value.choices)
        value = replace(value, choices=tuple(Option(v, guard) for v, guard in options))
    return replace(value, withheld=name)
