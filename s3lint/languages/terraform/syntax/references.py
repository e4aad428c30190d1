"""References: attribute access, indexes and splats, as they follow one another (HCL native syntax, `Traversal`)."""

from __future__ import annotations

from typing import Any, NamedTuple

from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.syntax.lexer import MAX_DEPTH
from s3lint.languages.terraform.syntax.problem import TooDeep


class Access(NamedTuple):
    """One step: `.name`, `[key]` or the legacy `.0`."""

    kind: str  # `.`, `[`, `.0`
    key: Any  # a name, or the key's expression
    end: int


def accessed(base: nodes.Expression, step: Access) -> nodes.Expression:
    """A step applied to an expression; what follows a full splat applies to each of its items."""
    splats = _open_splats(base)
    inner = splats[-1].each if splats else base
    made: nodes.Expression
    if step.kind == ".":
        made = nodes.GetAttribute(object=inner, name=step.key, start=inner.start, end=step.end)
    else:
        made = nodes.Index(collection=inner, key=step.key, legacy=step.kind == ".0", start=inner.start, end=step.end)
    return _replaced(base, splats, made, step.end)


def splat(base: nodes.Expression, tail: list[Any], *, full: bool) -> nodes.Expression:
    """`base[*]` or `base.*` with the steps that follow it. An attribute-only splat ends at the first bracket."""
    splats = _open_splats(base)
    inner = splats[-1].each if splats else base
    mark = tail[0]
    each: nodes.Expression = nodes.Each(start=mark.start, end=mark.end)
    made = nodes.Splat(collection=inner, each=each, full=full, start=inner.start, end=mark.end)
    rest: list[Access] = list(tail[1:])
    while rest and (full or rest[0].kind != "["):
        step = rest.pop(0)
        made.each = accessed(made.each, step)
        made.end = step.end
    result = _replaced(base, splats, made, made.end)
    for step in rest:
        result = accessed(result, step)
    return result


def _open_splats(base: nodes.Expression) -> list[nodes.Splat]:
    """The full splats that an expression is made of, outermost first (a parenthesised one is complete)."""
    found: list[nodes.Splat] = []
    while type(base) is nodes.Splat and base.full:
        found.append(base)
        base = base.each
        if len(found) > MAX_DEPTH:
            raise TooDeep("too many splats in one reference", base.start, base.end)
    return found


def _replaced(base: nodes.Expression, splats: list[nodes.Splat], made: nodes.Expression, end: int) -> nodes.Expression:
    if not splats:
        return made
    splats[-1].each = made
    for each in splats:
        each.end = end
    return base
