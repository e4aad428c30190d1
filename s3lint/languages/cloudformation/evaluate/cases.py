"""Cases: under which answers to open questions a condition is true or false."""

from __future__ import annotations

from s3lint.values import ALWAYS, Guard, Scalar, Sequence, Text, Unknown, Value, text_of

MAX_CASES = 256
MAX_WITNESSES = 8

Cases = tuple[tuple[Guard, bool], ...]
"""What a condition may be: each case with the answers that make it so. All cases together cover everything."""


class Other(Value, eq=False, kw_only=True):
    """Any value of a parameter that the template does not name."""


def free(question: str) -> Cases:
    """A condition of which nothing is known."""
    return tuple((frozenset({(question, "true" if truth else "false")}), truth) for truth in (True, False))


def guards(cases: Cases, truth: bool, question: str) -> list[Guard]:
    """The guards under which a condition has a truth value; many of them are said by its name."""
    found = [guard for guard, t in cases if t is truth]
    if len(found) > MAX_WITNESSES:
        return [frozenset({(question, "true" if truth else "false")})]
    return found


def negated(cases: Cases, question: str) -> Cases:
    """The opposite; where the whole is an open question, its answer is the opposite, too."""
    turned = {(question, "true"): (question, "false"), (question, "false"): (question, "true")}
    return tuple((frozenset(turned.get(atom, atom) for atom in guard), not truth) for guard, truth in cases)


def simplified(cases: Cases) -> Cases:
    """Cases that all agree are one."""
    truths = {truth for _, truth in cases}
    return ((ALWAYS, truths.pop()),) if len(truths) == 1 else tuple(dict.fromkeys(cases))


def equal(one: Value | None, two: Value | None) -> bool | None:
    """Whether two values are equal; None where that is not known. Numbers and booleans compare as text."""
    if isinstance(one, Other) or isinstance(two, Other):
        return False if isinstance(one, Scalar) or isinstance(two, Scalar) else None
    if isinstance(one, Unknown) or isinstance(two, Unknown):
        same = isinstance(one, Unknown) and isinstance(two, Unknown) and one.identity is not None
        return True if same and one.identity == two.identity else None  # type: ignore[union-attr]
    if isinstance(one, Text) or isinstance(two, Text):
        return _equal_text(one, two)
    if isinstance(one, Sequence) and isinstance(two, Sequence):
        if one.open or two.open:
            return None
        if len(one.items) != len(two.items):
            return False
        answers = [equal(a, b) for a, b in zip(one.items, two.items, strict=True)]
        return False if False in answers else None if None in answers else True
    left = text_of(one) if one is not None else ""
    right = text_of(two) if two is not None else ""
    return left == right if left is not None and right is not None else None


def _equal_text(one: Value | None, two: Value | None) -> bool | None:
    """A text that is known in part differs from another one for certain where a known end differs."""
    if isinstance(one, Scalar):
        one, two = two, one
    known = text_of(two) if two is not None else None
    if isinstance(one, Text) and known is not None:
        head, tail = one.parts[0], one.parts[-1]
        if isinstance(head, str) and not known.startswith(head):
            return False
        if isinstance(tail, str) and not known.endswith(tail):
            return False
    return None
