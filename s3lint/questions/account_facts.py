"""What a root states about the accounts that it is deployed to: what counts in other roots, too."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.organization_block import assigns, is_account_id, targets
from s3lint.access.policies import text
from s3lint.aws.kinds import AccessAnalyzer, Detector, Macie, Node, OrganizationPolicy, PublicAccessBlock, Trail
from s3lint.graph.account_fact import ANALYZER, DETECTOR, MACIE, TRAIL, AccountFact, Truths
from s3lint.graph.bucket import Bucket
from s3lint.graph.context import BPA_FLAGS
from s3lint.graph.graph import Graph
from s3lint.policy.placeholders import named
from s3lint.questions.event_selectors import READ, WRITE, Objects, beginnings, records
from s3lint.record import replace
from s3lint.values import Fact, unknown, yes

_ANY = f"arn:aws:s3:::{named('any bucket')}"


def account_facts(graph: Graph) -> list[AccountFact]:
    """What holds, perhaps or not, in the order of the code."""
    return [*_blocks(graph), *_organization_blocks(graph), *_trails(graph), *_services(graph)]


def _blocks(graph: Graph) -> Iterator[AccountFact]:
    """The settings of Block Public Access of whole accounts."""
    for block in graph.of(PublicAccessBlock):
        if block.level == "account":
            stated = block.account.value if block.account else None
            for flag in BPA_FLAGS:
                fact = _fact(graph, block, flag, Bucket.setting_of(block, flag).is_true())
                whose = text(graph, stated) if stated is not None else fact.account
                yield replace(fact, account=whose if whose and is_account_id(whose) else None)


def _organization_blocks(graph: Graph) -> Iterator[AccountFact]:
    """What S3 policies of the organization turn on: in an account, or perhaps in any that is below what they are on."""
    for policy in graph.of(OrganizationPolicy):
        assigned = assigns(policy, "all")
        for target, certain in [] if assigned.is_no else [*targets(graph, policy)] or [("", unknown())]:
            for flag in BPA_FLAGS:
                fact = _fact(graph, policy, flag, assigned & certain)
                account = target if is_account_id(target) else None
                yield replace(fact, account=account, organization=account is None)


def _trails(graph: Graph) -> Iterator[AccountFact]:
    """What trails and event data stores record."""
    for trail in graph.of(Trail):
        recorded = _recorded(graph, trail, _ANY)
        named_ones = dict.fromkeys(beginnings(trail, graph))
        rows = ((start, _recorded(graph, trail, _bucket_of(start))) for start in named_ones)
        everywhere = trail.multi_region.is_true()
        yield replace(
            _fact(graph, trail, TRAIL, trail.is_on()),
            everywhere=everywhere.is_yes,
            region=graph.places.region(trail.resource).text if everywhere.is_no else None,
            organization=not trail.organization.is_true().is_no,
            recorded=recorded,
            named=tuple(rows),
        )


def _bucket_of(start: str) -> str:
    """The ARN of a bucket for the beginning of one: of the bucket that it names, or of some that begin so."""
    arn, slash, _ = start.partition("/")
    return arn if slash else f"{arn}{named('any ending')}"


def _recorded(graph: Graph, trail: Trail, arn: str) -> Truths:
    objects = Objects(graph, arn, trail.guard)
    return records(trail, objects, READ).truth, records(trail, objects, WRITE).truth


def _services(graph: Graph) -> Iterator[AccountFact]:
    """What watches accounts: a detector, an analyzer and a session each in its own region."""
    rows: list[tuple[Node, str, Fact, bool]] = [
        *((node, DETECTOR, yes(), False) for node in graph.of(Detector) if not node.whose),
        *((node, MACIE, yes(), False) for node in graph.of(Macie) if not node.organization),
        *(
            (node, ANALYZER, node.finds_outsiders(), not node.kind.is_any("ORGANIZATION").is_no)
            for node in graph.of(AccessAnalyzer)
        ),
    ]
    for node, what, holds, organization in rows:
        yield replace(_fact(graph, node, what, holds), organization=organization)


def _fact(graph: Graph, node: Node, what: str, holds: Fact) -> AccountFact:
    there = holds if node.exists.is_yes else holds & unknown(*node.exists.reasons)
    return AccountFact(
        what,
        node.address,
        graph.root,
        node.header,
        node.header.location() if node.header else None,
        graph.places.account(node.resource).text,
        truth=there.truth,
    )
