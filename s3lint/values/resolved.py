"""Values in which what was not known turns out to be something: an output of a stack whose template is at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from s3lint.record import replace
from s3lint.values.navigate import one_of
from s3lint.values.value import Mapping, OneOf, Option, Scalar, Sequence, Text, Unknown, Value, text_of

Found = Callable[[Unknown], Value | None]


def resolved(value: Value, found: Found) -> Value:
    """The value with what is found in place of each unknown part of it; the same value where nothing is found."""
    if isinstance(value, Unknown):
        made = found(value)
        return value if made is None else made.at(value.span)
    if isinstance(value, Text):
        return _text(value, found)
    if isinstance(value, Scalar):
        return value if value.structure is None else _with_structure(value, value.structure, found)
    if isinstance(value, Sequence):
        items = tuple(resolved(item, found) for item in value.items)
        return value if _same(items, value.items) else replace(value, items=items)
    if isinstance(value, Mapping):
        entries = {key: resolved(item, found) for key, item in value.entries.items()}
        return value if _same(entries.values(), value.entries.values()) else replace(value, entries=entries)
    if isinstance(value, OneOf):
        choices = [Option(resolved(c.value, found) if c.value else None, c.guard) for c in value.choices]
        if _same((c.value for c in choices), (c.value for c in value.choices)):
            return value
        return one_of(choices, value.span) or value
    return value


def is_hole_of(source: Value, made: Value) -> bool:
    """Whether of what a text is made of this one is not known at all, so that none of the text shows it."""
    return isinstance(source, Unknown) and isinstance(made, Text)


def _same(made: object, known: object) -> bool:
    return all(one is other for one, other in zip(made, known, strict=True))  # type: ignore[call-overload]


def _with_structure(value: Scalar, structure: Value, found: Found) -> Value:
    made = resolved(structure, found)
    return value if made is structure else replace(value, structure=made)


def _text(value: Text, found: Found) -> Value:
    structure = resolved(value.structure, found) if value.structure is not None else None
    parts = tuple(piece for part in value.parts for piece in _pieces(part, found))
    if structure is value.structure and _equal(parts, value.parts):
        return value
    pieces = tuple(resolved(piece, found) for piece in value.pieces)
    holes = (part for part in value.parts if isinstance(part, Unknown) and part.sensitive)
    sensitive = value.sensitive or any(found(hole) is not None for hole in holes)
    if all(isinstance(part, str) for part in parts):
        text = "".join(part for part in parts if isinstance(part, str))
        known = Scalar(text, structure=structure, pieces=pieces, span=value.span, origin=value.origin)
        return replace(known, sensitive=sensitive)
    return replace(value, parts=parts, structure=structure, pieces=pieces, sensitive=sensitive)


def _equal(made: tuple[str | Unknown, ...], known: tuple[str | Unknown, ...]) -> bool:
    return len(made) == len(known) and _same(made, known)


def _pieces(part: str | Unknown, found: Found) -> Iterator[str | Unknown]:
    made = found(part) if isinstance(part, Unknown) else None
    if isinstance(made, Text):
        yield from made.parts
    elif isinstance(made, Unknown):
        yield made
    else:
        text = text_of(made) if made is not None else None
        yield part if text is None else text
