"""Regular expressions (RE2, as Terraform's are)."""

from __future__ import annotations

import re
from typing import Any

from s3lint.languages.terraform.functions.call import Call
from s3lint.languages.terraform.types.budget import Budget
from s3lint.languages.terraform.types.build import list_of, null, object_of, sequence, text
from s3lint.languages.terraform.types.inspect import is_wholly_known, type_of
from s3lint.languages.terraform.types.kinds import DYNAMIC, STRING, ListType, ObjectType, TupleType, Type
from s3lint.languages.terraform.types.problem import OverLimit, Problem
from s3lint.lazy import lazy_re
from s3lint.values import Scalar, Value
from s3lint.values.regex import BadPattern, compile_pattern

_TEMPLATE = lazy_re(r"\$(?:\$|(\w+)|\{(\w+)\})")
_MAX_PATTERN = 10_000
_MAX_TEXT = 4 << 20


def compiled(pattern: str) -> Any:
    """The compiled pattern. Raises Problem."""
    if len(pattern) > _MAX_PATTERN:
        raise OverLimit("has a regular expression that is too long")
    try:
        return compile_pattern(pattern)
    except BadPattern as error:
        raise Problem(f"invalid regexp pattern: {error}") from error


def _result_type(found: Any) -> Type:
    names = found.groupindex
    if names and len(names) != found.groups:
        raise Problem("invalid regexp pattern: cannot mix both named and unnamed capture groups")
    if names:
        return ObjectType.of(dict.fromkeys(names, STRING))
    return TupleType((STRING,) * found.groups) if found.groups else STRING


def regex(call: Call, arguments: list[Value]) -> Value:
    """The first match: the text, or the groups as a tuple or object."""
    pattern, subject = arguments
    if not isinstance(pattern, Scalar):
        return call.unknown(*arguments, kind=DYNAMIC)
    found = compiled(str(pattern.data))
    kind = _result_type(found)
    if not is_wholly_known(subject):
        return call.unknown(subject, kind=kind)
    match = found.search(str(_data(subject)))
    if match is None:
        raise Problem("pattern did not match any part of the given string")
    return _match(call, found, match)


def regexall(call: Call, arguments: list[Value]) -> Value:
    """All matches, as a list of what regex gives."""
    pattern, subject = arguments
    if not isinstance(pattern, Scalar):
        return call.unknown(*arguments)
    found = compiled(str(pattern.data))
    kind = _result_type(found)
    if not is_wholly_known(subject):
        return call.unknown(subject, kind=ListType(kind))
    items: list[Value] = []
    for match in _matches(found, str(_data(subject))):
        call.budget.spend(2)
        items.append(_match(call, found, match))
    shape = {type_of(item) for item in items}
    return list_of(shape.pop() if len(shape) == 1 else kind, items, call.span)


def _matches(found: Any, subject: str) -> Any:
    """Every match; an empty one right after another match is none, as in Go."""
    end = -1
    for match in found.finditer(subject):
        if match.end() == match.start() == end:
            continue
        end = match.end()
        yield match


def _match(call: Call, found: Any, match: Any) -> Value:
    def group(key: Any) -> Value:
        data = match.group(key)
        return null(STRING, call.span) if data is None else text(data, call.span)

    if found.groupindex:
        return object_of({name: group(name) for name in found.groupindex}, None, call.span)
    if found.groups:
        return sequence([group(index + 1) for index in range(found.groups)], call.span)
    return group(0)


def _data(value: Value) -> Any:
    return value.data if isinstance(value, Scalar) else None


def substitute(pattern: str, subject: str, template: str, budget: Budget) -> str:
    """Every match replaced by a template with `$1`, `${1}` and `$name`."""
    found = compiled(pattern)
    out: list[str] = []
    at = size = 0
    for match in _matches(found, subject):
        budget.spend(1)
        piece = subject[at : match.start()] + _expand(template, found, match)
        size += len(piece)
        if size > _MAX_TEXT:
            raise OverLimit("produces a string that is too long")
        out.append(piece)
        at = match.end()
    return "".join(out) + subject[at:]


def _expand(template: str, found: Any, match: Any) -> str:
    def value(reference: re.Match[str]) -> str:
        name = reference[1] or reference[2]
        if name is None:
            return "$"
        if name.isdecimal():
            return (match.group(int(name)) or "") if int(name) <= found.groups else ""
        return (match.group(name) or "") if name in found.groupindex else ""

    return _TEMPLATE.sub(value, template)
