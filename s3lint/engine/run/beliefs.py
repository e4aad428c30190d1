"""What is believed about the buckets of a graph, as plain data: only where a report or command asks for it."""

from __future__ import annotations

from s3lint.access.policies import document, statements
from s3lint.access.reach import reach
from s3lint.engine.report import BucketSummary, Control, Requester, RoleControl, RoleSummary, StatementSummary
from s3lint.graph import Bucket, Graph, governed_buckets
from s3lint.policy.explanations import told
from s3lint.questions.beliefs import beliefs, joined
from s3lint.questions.bucket_names import shown_name
from s3lint.questions.role_table import control_words
from s3lint.questions.roles import Role, roles
from s3lint.source import Location, Span


def buckets(graph: Graph) -> list[BucketSummary]:
    """The buckets that the code makes, and the existing ones to which it attaches something."""
    return [_bucket(bucket) for bucket in governed_buckets(graph)]


def _bucket(bucket: Bucket) -> BucketSummary:
    return BucketSummary(
        address=bucket.address,
        root=bucket.graph.root,
        location=_place(bucket.header),
        name=shown_name(bucket.node),
        display=bucket.display,
        controls=tuple(Control(b.label, b.state, b.text, _place(b.span)) for b in beliefs(bucket)),
        requesters=tuple(
            Requester(r.who, r.name, r.state, r.text, r.note, r.decides, _place(r.span), r.why) for r in reach(bucket)
        ),
        joined=tuple(joined(bucket)),
        roles=tuple(map(_role, roles(bucket))),
        statements=tuple(
            StatementSummary(told(s), there.truth.value, _place(s.span)) for s, there in statements(document(bucket))
        ),
        existing=bucket.node.existing,
    )


def _role(role: Role) -> RoleSummary:
    place = next((piece.span for piece in role.fact.evidence if piece.span), None)
    rulings = role.kind.rulings.values()
    controls = tuple(RoleControl(r.control, control_words(r.control), r.verdict, r.why) for r in rulings)
    return RoleSummary(
        role.kind.name, role.kind.what, role.fact.truth.value, role.way, role.by, _place(place), controls
    )


def _place(span: Span | None) -> Location | None:
    return span.location() if span else None
