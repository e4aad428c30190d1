"""Groups of texts that hang together, and the options that a request has in each of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.policy.prove import values
from tests.policy.prove.automata import Pattern
from tests.policy.prove.classes import Language, Seen, Text, Var, classes
from tests.policy.prove.reading import Open


@dataclass(frozen=True)
class Comparison:
    """A key against one value, by an operator without negation."""

    key: str
    operator: str
    value: str


@dataclass(frozen=True)
class Interval:
    """A number from `least` on, a date or an address: `family` is "numeric", "date" or "ipaddress"."""

    family: str
    least: int = 0
    most: int | None = None
    whole: bool = True
    barred: tuple[values.Network, ...] = ()
    only: tuple[str, ...] = ()

    def members(self, told: Iterable[Comparison]) -> list[tuple[str, frozenset[Comparison]]]:
        """A member of each class, and the comparisons that hold for it."""
        told = list(told)
        if self.family == "ipaddress":
            blocks = {c: values.network(c.value) for c in told if c.operator == "ipaddress"}
            return [
                (str(a), frozenset(c for c, b in blocks.items() if a.version == b.version and a in b))
                for a in values.addresses(blocks.values(), self.barred)
            ]
        constants = {c: _constant(c) for c in told}
        known = [values.number(text) for text in self.only]
        return [
            (
                str(float(n)).removesuffix(".0"),
                frozenset(c for c, v in constants.items() if values.ordered(_order(c.operator), n, v)),
            )
            for n in known or values.numbers(constants.values(), self.least, self.most, self.whole)
        ]


def _constant(one: Comparison) -> values.Number:
    if one.operator.startswith(("numeric", "date")):
        return values.instant(one.value) if one.operator.startswith("date") else values.number(one.value)
    raise Open(f"{one.operator} of {one.key}")


def _order(operator: str) -> str:
    return operator.removeprefix("numeric").removeprefix("date")


@dataclass(frozen=True)
class Kind:
    """A form that a group's part of a request takes: its keys with their texts, or the intervals of their values."""

    label: str
    texts: Mapping[str, Text] = field(default_factory=dict)
    variables: Mapping[str, Language] = field(default_factory=dict)
    barred: Mapping[str, frozenset[str]] = field(default_factory=dict)
    intervals: Mapping[tuple[str, ...], Interval] = field(default_factory=dict)

    @property
    def keys(self) -> frozenset[str]:
        """The keys that are present."""
        return frozenset(self.texts) | {key for keys in self.intervals for key in keys}


@dataclass(frozen=True)
class Group:
    """Kinds of which a request takes one; `gate` names the kinds of other groups without which no key is present.

    With `many`, the request holds any number of its options: the values of a multivalued key.
    """

    name: str
    kinds: tuple[Kind, ...]
    gate: Mapping[str, frozenset[str]] = field(default_factory=dict)
    many: bool = False


@dataclass(frozen=True)
class Option:
    """A class of a kind: the comparisons that hold, the keys that are present, and a member."""

    kind: str
    facts: frozenset[Comparison]
    present: frozenset[str]
    member: tuple[tuple[str, str], ...]


def options(group: Group, told: Iterable[Comparison]) -> list[Option]:
    """The options of a group, as far as the comparisons tell them apart."""
    told = sorted(told, key=lambda c: (c.key, c.operator, c.value))
    found: dict[tuple[str, frozenset[Comparison], frozenset[str]], Option] = {}
    for kind in group.kinds:
        for option in _of_kind(kind, told):
            found.setdefault((option.kind, option.facts, option.present), option)
    return list(found.values())


def _of_kind(kind: Kind, told: list[Comparison]) -> Iterable[Option]:
    needs = {c: seen for c in told if c.key in kind.texts and (seen := _seen(c, kind.texts[c.key])) is not None}
    flat = list(dict.fromkeys(one for seen in needs.values() for one in seen))
    choices = [interval.members([c for c in told if c.key in keys]) for keys, interval in kind.intervals.items()]
    for bits, words in classes(kind.variables, flat, kind.barred):
        held = {one for one, bit in zip(flat, bits, strict=True) if bit}
        facts = frozenset(c for c, seen in needs.items() if held.issuperset(seen))
        shown = [(key, _written(text, words)) for key, text in kind.texts.items()]
        for chosen in itertools.product(*choices):
            numbers = [(key, shown_) for keys, (shown_, _) in zip(kind.intervals, chosen, strict=True) for key in keys]
            more = frozenset().union(*(holding for _, holding in chosen))
            yield Option(kind.label, facts | more, kind.keys, tuple(shown + numbers))


def _written(text: Text, words: Mapping[str, str]) -> str:
    return "".join(words[part] if isinstance(part, Var) else part for part in text)


def _seen(one: Comparison, text: Text) -> list[Seen] | None:
    """The patterns that must all match, or None where none can."""
    operator = one.operator.removeprefix("string")
    if operator in ("arnequals", "arnlike"):
        return _arn_seen(one.value, text)
    if operator not in ("equals", "like", "equalsignorecase", "likeignorecase", "bool"):
        raise Open(f"{one.operator} of {one.key}")
    folds = operator == "bool" or operator.endswith("ignorecase")
    return [Seen(Pattern(one.value, operator.startswith("like"), folds), text)]


def _arn_seen(value: str, text: Text) -> list[Seen] | None:
    """ARNs are compared part by part."""
    patterns, parts = value.split(":", 5), _arn_parts(text)
    if value == "*":
        raise Open("an ARN compared with a bare *")
    if len(patterns) < 6 or len(parts) < 6:
        return None
    return [Seen(Pattern(pattern, wild=True), part) for pattern, part in zip(patterns, parts, strict=True)]


def _arn_parts(text: Text) -> list[Text]:
    parts: list[list[str]] = [[]]
    for piece in text:
        if isinstance(piece, Var):
            parts[-1].append(piece)
            continue
        first, *rest = piece.split(":", 6 - len(parts))
        parts[-1].append(first)
        parts.extend([one] for one in rest)
    return [tuple(part) for part in parts]
