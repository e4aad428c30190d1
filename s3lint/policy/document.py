"""A policy document, read: statements of terms, which are strings with holes that remember why and where."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from s3lint.record import Struct, field
from s3lint.source import Span
from s3lint.values import ALWAYS, Guard, Reason


class Term(Struct, frozen=True):
    """One string of a policy. `reasons` say why it has holes."""

    text: str
    span: Span | None = None
    reasons: tuple[Reason, ...] = ()


class Principal(Struct, frozen=True):
    """One entry of Principal: its kind (AWS, Service, CanonicalUser, Federated; `*` alone is AWS) and its term."""

    kind: str
    term: Term

    @property
    def is_everyone(self) -> bool:
        """`*`, in either spelling."""
        return self.kind == "AWS" and self.term.text == "*"


class Condition(Struct, frozen=True):
    """One operator on one key with its values. `certain` is false where it is not known to be there."""

    operator: str  # as written: `StringEquals`, `ForAllValues:StringLikeIfExists`
    key: str  # as written; compared in lower case
    values: tuple[Term, ...]
    span: Span | None = None
    reasons: tuple[Reason, ...] = ()
    certain: bool = True


class Statement(Struct, frozen=True, eq=False):
    """One statement. `certain` is false where it is not known whether it is there, or what it says."""

    index: int  # from 1
    effect: str  # Allow, Deny
    principals: tuple[Principal, ...] | None  # None: the element is not there (identity policies)
    actions: tuple[Term, ...]
    resources: tuple[Term, ...]
    conditions: tuple[Condition, ...]
    sid: str = ""
    not_principal: bool = False
    not_action: bool = False
    not_resource: bool = False
    certain: bool = True
    variables: bool = True  # `${…}` is a policy variable (Version 2012-10-17), not literal text
    span: Span | None = None
    element_spans: dict[str, Span] = field(default_factory=dict)  # by the element's name, where it stands
    reasons: tuple[Reason, ...] = ()

    @property
    def is_grant(self) -> bool:
        """Whether it stands for a grant of an ACL."""
        return not self.index

    @property
    def name(self) -> str:
        """How messages call it."""
        if self.is_grant:
            return self.sid
        return f"statement {self.sid!r}" if self.sid else f"statement {self.index}"

    def place(self, *elements: str) -> Span | None:
        """Where the first of these elements stands, else the statement."""
        return next((self.element_spans[e] for e in elements if e in self.element_spans), self.span)

    def is_left_open(self, element: str) -> bool:
        """Whether an element may be there in its Not… form as well: not all elements of the statement are known."""
        return not self.certain and self.element_spans.keys().isdisjoint((element, f"Not{element}"))

    def is_inverse(self, element: str) -> bool:
        """Whether an element (Principal, Action, Resource) stands there in its Not… form."""
        return {"Principal": self.not_principal, "Action": self.not_action, "Resource": self.not_resource}[element]

    @property
    def is_allow(self) -> bool:
        """Effect Allow."""
        return self.effect == "Allow"

    def terms(self) -> tuple[Term, ...]:
        """Every string in it."""
        principals = (principal.term for principal in self.principals or ())
        values = (value for condition in self.conditions for value in condition.values)
        return *self.actions, *self.resources, *principals, *values

    def unknown_places(self) -> tuple[Span, ...]:
        """Where something stands that is not known."""
        found = [term.span for term in self.terms() if term.reasons and term.span]
        found += [c.span for c in self.conditions if c.reasons and c.span]
        return tuple(dict.fromkeys([*([self.element_spans["Effect"]] if self._effect_open() else []), *found]))

    def _effect_open(self) -> bool:
        return bool(self.reasons) and not self.certain and "Effect" in self.element_spans

    def all_reasons(self) -> tuple[Reason, ...]:
        """Every reason that something of it is not known."""
        found = list(self.reasons)
        for term in (*self.actions, *self.resources, *(p.term for p in self.principals or ())):
            found += term.reasons
        for condition in self.conditions:
            found += condition.reasons
            for value in condition.values:
                found += value.reasons
        return tuple(dict.fromkeys(found))


class Note(Struct, frozen=True):
    """Something odd about a document: a duplicate or unknown element, an Effect that is missing."""

    kind: str  # duplicate, unknown-element, missing, invalid
    message: str
    span: Span | None


class Variant(Struct, frozen=True, dict=True):
    """One concrete document that is possible, and when. `open` says why there may be more statements."""

    statements: tuple[Statement, ...]
    guard: Guard = ALWAYS
    notes: tuple[Note, ...] = ()
    open: tuple[Reason, ...] = ()
    open_at: Span | None = None  # where what is not known stands
    version: str = "2008-10-17"
    because: tuple[Reason, ...] = ()  # why it is not certain that this is the document, beside the guard
    replaceable: bool = False  # what `open` speaks of may be another policy in the place of this one

    @cached_property
    def found(self) -> dict[object, Any]:
        """Answers about it that are asked for again and again, by the question."""
        return {}


class Document(Struct, frozen=True):
    """A policy document: the variants that are possible (one, where nothing is conditional)."""

    variants: tuple[Variant, ...]
    span: Span | None = None

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes of all variants, each once."""
        return tuple(dict.fromkeys(note for variant in self.variants for note in variant.notes))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of the first variant: what is there where nothing is conditional."""
        return self.variants[0].statements if self.variants else ()


NO_POLICY = Document((Variant(()),))
"""The document of a bucket that has no policy."""
