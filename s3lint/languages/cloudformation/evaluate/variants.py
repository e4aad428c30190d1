"""Values that hang on open conditions: combining them, and keeping contradictions out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import product

from s3lint.source import Span
from s3lint.values import ALWAYS, Guard, OneOf, Option, Reason, Scalar, Unknown, Value, join_guards

MAX_OPTIONS = 64
MAX_COMBINATIONS = 256

Choice = tuple[Value | None, Guard]


class Assumptions:
    """Which answers are still possible where the evaluator stands: inside a branch, its condition holds."""

    def __init__(self) -> None:
        self.stack: list[list[Guard]] = []

    @property
    def width(self) -> int:
        """How many guards are looked at for each question."""
        return len(self.stack[-1]) if self.stack else 1

    def possible(self, guard: Guard) -> bool:
        """Whether a guard agrees with what is assumed."""
        return not self.stack or any(join_guards((guard, held)) is not None for held in self.stack[-1])

    def enter(self, guards: list[Guard]) -> None:
        """Assume that one of these guards holds, too."""
        held = self.stack[-1] if self.stack else [ALWAYS]
        both = [one for a in held for b in guards if (one := join_guards((a, b))) is not None]
        joined = list(dict.fromkeys(both))
        # too many to keep: what held before is less, and still true
        self.stack.append(joined if 0 < len(joined) <= MAX_OPTIONS else held)

    @contextmanager
    def nothing(self) -> Iterator[None]:
        """Assume nothing: for what is evaluated once and used everywhere."""
        before, self.stack = self.stack, []
        try:
            yield
        finally:
            self.stack = before

    def leave(self) -> None:
        """Back to what was assumed before."""
        self.stack.pop()


def choices(value: Value | None) -> Iterator[Choice]:
    """What a value may be, and when."""
    if isinstance(value, OneOf):
        yield from ((c.value, c.guard) for c in value.choices)
    else:
        yield value, ALWAYS


def same(one: Value | None, two: Value | None) -> bool:
    """Whether two values are known to be the same."""
    if isinstance(one, Scalar) and isinstance(two, Scalar):
        return one.data == two.data and type(one.data) is type(two.data)
    if isinstance(one, Unknown) and isinstance(two, Unknown):
        return one is two or (one.identity is not None and one.identity == two.identity)
    return one is two


def choose(found: Iterable[Choice], assumed: Assumptions, span: Span | None) -> Value | None:
    """One value where all choices agree, else one of several. Choices that contradict themselves are left out."""
    flat: list[Choice] = []
    for value, guard in found:
        for inner, also in choices(value):
            joined = join_guards((guard, also))
            if joined is not None and assumed.possible(joined):
                flat.append((inner, joined))
    flat = list({(id(v), g): (v, g) for v, g in flat}.values())
    if not flat:
        reason = Reason("function", "the value", "has no possible value under its conditions", span)
        return Unknown(reason, span=span)
    first = flat[0][0]
    if all(same(first, value) for value, _ in flat[1:]):
        return first
    if len(flat) > MAX_OPTIONS:
        reason = Reason("limit", "the value", f"has more than {MAX_OPTIONS} variants", span)
        return Unknown(reason, span=span)
    return OneOf(tuple(Option(value, guard) for value, guard in flat), span=span)


def combine(
    arguments: list[Value | None],
    function: Callable[[list[Value | None]], Value | None],
    assumed: Assumptions,
    span: Span | None,
) -> Value | None:
    """The function of the arguments, for each combination of their possible values."""
    if not any(isinstance(a, OneOf) for a in arguments):
        return function(arguments)
    size = 1
    for argument in arguments:
        size *= len(argument.choices) if isinstance(argument, OneOf) else 1
    if size > MAX_COMBINATIONS:
        return Unknown(Reason("limit", "the value", f"has more than {MAX_OPTIONS} variants", span), span=span)
    found: list[Choice] = []
    for combination in product(*(tuple(choices(a)) for a in arguments)):
        guard = join_guards(g for _, g in combination)
        if guard is not None and assumed.possible(guard):
            found.append((function([v for v, _ in combination]), guard))
    return choose(found, assumed, span)
