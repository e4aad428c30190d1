"""What identity policies give on S3, asked of each policy as those have it who hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from weakref import WeakKeyDictionary

from s3lint.access.identities import Holder, Piece, holders, holding
from s3lint.aws.kinds import IdentityPolicy
from s3lint.graph.graph import Graph
from s3lint.graph.view import View
from s3lint.policy import Answer
from s3lint.policy.answers import any_of
from s3lint.policy.identity import all_of_s3, is_for_administrators
from s3lint.policy.rights import Rights

Held = View[IdentityPolicy]
_MOST_SAID = 3

_WIDE: WeakKeyDictionary[Holder | Piece, Answer] = WeakKeyDictionary()


def given(held: Held, question: Callable[[Rights], Answer]) -> Answer:
    """Whether a policy gives something to anybody who holds it; unseen holders count as one without other policies."""
    return first_yes(question(holder.rights(piece)) for holder, piece in holding(held.graph, held.node))


def first_yes(answers: Iterable[Answer]) -> Answer:
    """YES where one answer is: no more are worked out then."""
    found = []
    for answer in answers:
        found.append(answer)
        if answer.fact.is_yes:
            break
    return any_of(found)


def wide(holder: Holder, piece: Piece | None = None) -> Answer:
    """Whether a principal can read, write and delete all objects of all buckets, by one policy or by all together."""
    key = piece or holder
    found = _WIDE.get(key)
    if found is None:
        found = _WIDE[key] = all_of_s3(holder.rights(piece))
    return found


def is_administrator(holder: Holder, piece: Piece | None = None) -> bool:
    """Whether that is so by statements that allow the actions of all services, whatever others say of S3."""
    return all_of_s3(holder.rights(piece).but(lambda s: not is_for_administrators(s))).fact.is_yes


def with_several_policies(graph: Graph) -> Iterator[Holder]:
    """The principals whose policies may give more together than each does."""
    for holder in holders(graph):
        if sum(any(v.statements for v in piece.document.variants) for piece in holder.pieces) > 1:
            yield holder


def said(answer: Answer) -> str:
    """What the statements say that an answer hangs on."""
    found = list(dict.fromkeys(piece.says for piece in answer.fact.evidence if piece.says))
    more = f"; and {len(found) - _MOST_SAID} more" if len(found) > _MOST_SAID else ""
    return "; ".join(found[:_MOST_SAID]) + more
