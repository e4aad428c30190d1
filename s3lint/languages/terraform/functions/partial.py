"""String functions that can tell something about a string of which only parts are known."""

from __future__ import annotations

from s3lint.languages.terraform.functions.call import Call
from s3lint.languages.terraform.functions.patterns import substitute
from s3lint.languages.terraform.types.build import boolean, list_of, parts_of, text, text_from
from s3lint.languages.terraform.types.convert import as_text
from s3lint.languages.terraform.types.inspect import is_made, is_null, is_wholly_known
from s3lint.languages.terraform.types.kinds import STRING
from s3lint.languages.terraform.types.problem import OverLimit, Problem
from s3lint.languages.terraform.types.variants import hoisted, spread
from s3lint.lazy import lazy_re
from s3lint.record import replace as with_changes
from s3lint.values import Mapping, OneOf, Option, Scalar, Sequence, Text, Unknown, Value
from s3lint.values.layout import apart, put_together

_MAX_TEXT = 4 << 20
_ESCAPED = lazy_re(r"[^A-Za-z0-9 :._/*-]")  # what JSON spells otherwise, or what stands between its strings
# no identifier, name or ARN holds such characters, nor do they look like a placeholder
_FOREIGN = lazy_re(r"[^A-Za-z0-9:._/-]|^_*[A-Z][A-Z0-9_]{2,}$")


def _known(value: Value) -> str | None:
    return value.data if isinstance(value, Scalar) and isinstance(value.data, str) else None


def _formed(value: Value) -> Value:
    """A value of which a form is certain, as the text of that form."""
    return Text(value.form, span=value.span) if isinstance(value, Unknown) and value.form else value


def _end(value: Value, index: int) -> str:
    """The known text at an end of a string."""
    part = parts_of(value)[index] if not isinstance(value, Unknown) else ""
    return part if isinstance(part, str) else ""


def startswith(call: Call, arguments: list[Value]) -> Value:
    """Whether a string begins with another."""
    return _affix(call, arguments, 0)


def endswith(call: Call, arguments: list[Value]) -> Value:
    """Whether a string ends with another."""
    return _affix(call, arguments, -1)


def _affix(call: Call, arguments: list[Value], index: int) -> Value:
    whole, affix = _formed(arguments[0]), _known(arguments[1])
    if affix is None:
        return call.unknown(*arguments)
    known = _end(whole, index)
    if index and isinstance(arguments[0], Unknown) and whole is not arguments[0] and affix.endswith((":", "/")):
        return boolean(known.endswith(affix), call.span)  # no name ends so
    test = str.startswith if index == 0 else str.endswith
    if isinstance(whole, Scalar) or test(known, affix):
        return boolean(test(known, affix), call.span)
    if not test(affix, known):
        return boolean(False, call.span)
    return call.unknown(*arguments)


def trimprefix(call: Call, arguments: list[Value]) -> Value:
    """Without a prefix, where it is there."""
    return _without(call, arguments, 0)


def trimsuffix(call: Call, arguments: list[Value]) -> Value:
    """Without a suffix, where it is there."""
    return _without(call, arguments, -1)


def _without(call: Call, arguments: list[Value], index: int) -> Value:
    value, affix = _formed(arguments[0]), _known(arguments[1])
    if affix is None:
        return call.unknown(*arguments)
    known = _end(value, index)
    cut = known.removeprefix(affix) if index == 0 else known.removesuffix(affix)
    if isinstance(value, Scalar):
        return value if cut == known else text(cut, call.span)
    if isinstance(value, Text) and cut != known:
        rest = value.parts[1:] if index == 0 else value.parts[:-1]
        return text_from((cut, *rest) if index == 0 else (*rest, cut), call.span)
    if isinstance(value, Text) and known and not (affix.startswith(known) if index == 0 else affix.endswith(known)):
        return value
    return call.unknown(value)


def replace(call: Call, arguments: list[Value]) -> Value:
    """One text replaced by another everywhere; between slashes the first is a regular expression."""
    value, wanted, instead = _formed(arguments[0]), _known(arguments[1]), arguments[2]
    if wanted is None:
        return call.unknown(*arguments)
    if len(wanted) > 1 and wanted.startswith("/") and wanted.endswith("/"):
        if not is_wholly_known(value) or not isinstance(instead, Scalar):
            return call.unknown(*arguments)
        return text(substitute(wanted[1:-1], str(_known(value)), str(_known(instead)), call.budget), call.span)
    if isinstance(value, Scalar) and wanted and wanted not in str(value.data):
        return value
    if isinstance(value, Scalar) and isinstance(instead, Scalar) and value.structure is None:
        found = str(value.data)
        if len(found) + found.count(wanted) * len(str(instead.data)) > _MAX_TEXT:
            raise OverLimit("produces a string that is too long")
        return put_together(text(found.replace(wanted, str(instead.data)), call.span), apart(value, wanted, instead))
    if not wanted or isinstance(value, Unknown):
        return call.unknown(*arguments)
    # what is unknown may hold the text that is looked for, unless that is no part of any name
    if isinstance(value, Text) and not _FOREIGN.search(wanted):
        return call.unknown(*arguments)
    parts: list[str | Unknown] = []
    for part in parts_of(value):
        if isinstance(part, Unknown):
            parts.append(part)
            continue
        for index, piece in enumerate(part.split(wanted)):
            if index:
                parts += parts_of(instead)
            parts.append(piece)
    call.budget.items(len(parts))
    made = text_from(parts, call.span)
    structure = value.structure if isinstance(value, Scalar | Text) else None
    if isinstance(made, Scalar | Text) and structure is not None and not _ESCAPED.search(wanted):
        made.structure = _inside(call, structure, arguments)
    return made


def _inside(call: Call, structure: Value, arguments: list[Value]) -> Value | None:
    """What a JSON text encodes, with the replacement made in its strings; None where it concerns its keys."""
    if isinstance(structure, Sequence):
        items = [_inside(call, item, arguments) for item in structure.items]
        found = tuple(item for item in items if item is not None)
        return with_changes(structure, items=found) if len(found) == len(items) else None
    if isinstance(structure, Mapping):
        entries = {key: _inside(call, item, arguments) for key, item in structure.entries.items()}
        kept = {key: item for key, item in entries.items() if item is not None}
        changed = any(str(_known(arguments[1])) in key for key in entries) or len(kept) < len(entries)
        return None if changed else with_changes(structure, entries=kept)
    if isinstance(structure, Text) or _known(structure) is not None:
        made = replace(call, [structure, *arguments[1:]])
        return made if made is structure else made.at(structure.span)
    if isinstance(structure, OneOf):
        choices = [Option(_inside(call, c.value, arguments) if c.value else None, c.guard) for c in structure.choices]
        same = all(
            (new.value is None) == (old.value is None) for new, old in zip(choices, structure.choices, strict=True)
        )
        return with_changes(structure, choices=tuple(choices)) if same else None
    foreign = _FOREIGN.search(str(_known(arguments[1])))
    return structure if isinstance(structure, Scalar) or foreign else None


def split(call: Call, arguments: list[Value]) -> Value:
    """The pieces between separators; of a text of a certain form (an ARN), those that its form tells."""
    separator, value = _known(arguments[0]), arguments[1]
    if separator is not None and isinstance(value, Scalar):
        whole = str(value.data)
        return list_of(
            STRING, (text(p, call.span) for p in (whole.split(separator) if separator else whole)), call.span
        )
    if not separator or not isinstance(value, Unknown) or not value.form or set(separator) - set(":/"):
        return call.unknown(*arguments)
    pieces: list[list[str | Unknown]] = [[]]
    for part in value.form:
        if isinstance(part, Unknown):
            pieces[-1].append(part)
            continue
        first, *rest = part.split(separator)
        pieces[-1].append(first)
        pieces += ([piece] for piece in rest)
    return list_of(STRING, (text_from(piece, call.span) for piece in pieces), call.span)


def join(call: Call, arguments: list[Value]) -> Value:
    """The strings of lists with a separator between them."""
    if len(arguments) < 2:
        raise Problem("at least one list is required")
    ready = [hoisted(argument) for argument in arguments]
    return spread(ready, lambda chosen: _join(call, chosen), call.span)


def _join(call: Call, arguments: list[Value]) -> Value:
    separator, *lists = arguments
    if len(lists) == 1 and isinstance(lists[0], Sequence) and lists[0].open and len(lists[0].items) == 1:
        # of a resource whose count is not known: the idiom for its only instance
        alone = lists[0].items[0]
        if is_made(alone) and _known(separator) == "":
            return alone
    if any(not isinstance(found, Sequence) or found.open for found in lists):
        return call.unknown(*arguments)
    items = [item for found in lists if isinstance(found, Sequence) for item in found.items]
    pieces: list[Value] = []
    for index, item in enumerate(items):
        if is_null(item):
            raise Problem("a list with a null cannot be joined")
        pieces += [separator] if index else []
        pieces.append(as_text(item))
    parts = [part for piece in pieces for part in parts_of(piece)]
    if any(isinstance(part, Unknown) for part in parts) and any(
        isinstance(found, Sequence) and found.kind == "set" for found in lists
    ):
        return call.unknown(*arguments)  # the order of a set hangs on all of its items
    call.budget.text(sum(len(part) for part in parts if isinstance(part, str)))
    return put_together(text_from(parts, call.span), pieces)
