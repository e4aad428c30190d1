"""What comes of one configuration: its graph built, and the checks asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from s3lint.checks import Finding
from s3lint.checks.catalogue import ALL
from s3lint.config import Settings
from s3lint.engine.report import BucketSummary
from s3lint.engine.request import Wanted
from s3lint.engine.run.gaps import gaps
from s3lint.engine.run.past_places import with_calls
from s3lint.findings.redaction import redacted, secrets_of
from s3lint.findings.suppressions import Suppression, of_resource, of_template
from s3lint.record import Struct, field
from s3lint.source import Diagnostic, Location
from s3lint.values import Configuration, Off, work

if TYPE_CHECKING:
    from s3lint.checks.model import Subject
    from s3lint.checks.run import Known
    from s3lint.engine.run.reuse import Earlier, Reuse
    from s3lint.graph import Graph
    from s3lint.graph.context import Context
    from s3lint.questions.diagram import Picture

Names = frozenset[str]
LESS = "check smaller parts apart"


class Seen(Struct):
    """What came of one configuration."""

    findings: list[Finding]
    diagnostics: list[Diagnostic]
    buckets: list[BucketSummary]
    pictures: list[Picture]
    suppressions: list[Suppression]  # of the resources' metadata
    files: frozenset[str]
    about: frozenset[str]  # the files that hold something about S3
    resources: int
    off: tuple[Off, ...] = ()
    relevant: Names = frozenset()  # the watched inputs that anything hangs on
    joint: frozenset[Names] = frozenset()  # sets of them that something hangs on at once
    hangs: Mapping[str, Names] = field(default_factory=dict)  # address -> watched inputs that its verdicts hang on


class Before(Struct, frozen=True):
    """The same configuration with other answers: verdicts that hang on none of the changed inputs are as they were."""

    watched: Names
    changed: Names = frozenset()
    seen: Seen | None = None


def see(
    configuration: Configuration,
    settings: Settings,
    context: Context,
    wanted: Wanted,
    before: Before | None = None,
    earlier: Earlier | None = None,
) -> Seen:
    """Builds the graph and asks the checks.

    With `before`, only about what may differ from what was seen then; with `earlier`, what it keeps is taken over.
    """
    from s3lint import graph
    from s3lint.checks.run import run

    try:
        with work.stage(leaving=work.AFTER_BUILDING):
            built = graph.build(configuration, context)
    except work.Exhausted:
        return _unjudged(configuration)
    checks = [check for check in ALL if check.code in settings.codes and wanted.checks]
    hangs = _Hangs(built, configuration, before) if before is not None else None
    reuse = earlier.of(built, configuration) if earlier is not None else None
    findings, diagnostics = run(built, checks, configuration.root, *_known(hangs, reuse))
    if earlier is not None and reuse is not None:
        earlier.keep(None if diagnostics else reuse.kept(findings))
    buckets, pictures, more = _asked_for(built, wanted)
    with work.unlimited():
        found = _seen(configuration, built, findings, [*diagnostics, *more], buckets, pictures)
        if hangs is not None:
            found.relevant, found.joint, found.hangs = hangs.found(configuration)
    return found


def _seen(
    configuration: Configuration,
    built: Graph,
    findings: list[Finding],
    diagnostics: list[Diagnostic],
    buckets: list[BucketSummary],
    pictures: list[Picture],
) -> Seen:
    """What is told of a configuration, without its secrets."""
    # only now: resources are evaluated when they are asked for, and more may have been read and found wrong by then
    diagnostics = [*configuration.diagnostics, *diagnostics, *gaps(configuration, built)]
    secrets = secrets_of(configuration)
    return Seen(
        redacted([with_calls(finding) for finding in findings], secrets),
        redacted(diagnostics, secrets),
        redacted(buckets, secrets),
        redacted(pictures, secrets),
        list(_declared(configuration)),
        configuration.files,
        frozenset(node.header.source.path for node in built.network.nodes() if node.header),
        sum(resource.mode == "managed" and not resource.elsewhere for resource in configuration.resources),
        tuple(configuration.off),
    )


def _unjudged(configuration: Configuration) -> Seen:
    """A configuration whose graph takes too much work."""
    text = "the resources refer to each other in too many ways: s3lint judged none of this root's buckets"
    said = Diagnostic("S3L905", text, Location(configuration.root), hint=LESS, left_out="root")
    return Seen(
        [],
        redacted([*configuration.diagnostics, said], secrets_of(configuration)),
        [],
        [],
        list(_declared(configuration)),
        configuration.files,
        frozenset(),
        sum(resource.mode == "managed" and not resource.elsewhere for resource in configuration.resources),
    )


def _known(hangs: _Hangs | None, reuse: Reuse | None) -> Iterator[Known]:
    """What need not be asked of the checks."""
    if hangs is not None:
        yield lambda check, subject: None if hangs.differs(subject) else ()
    elif reuse is not None:
        yield reuse.known


def _declared(configuration: Configuration) -> Iterator[Suppression]:
    """The suppressions that the metadata of resources and templates declares."""
    for resource in configuration.resources:
        yield from of_resource(resource) if not resource.elsewhere else ()
    for metadata in configuration.metadata:
        yield from of_template(metadata)


class _Hangs:
    """Which subjects of a graph are to be judged, and what each subject hangs on."""

    def __init__(self, built: Graph, configuration: Configuration, before: Before) -> None:
        from s3lint.graph.dependence import Dependence

        self._dependence = Dependence(built, configuration, before.watched)
        self._before = before
        self.known: dict[str, Names] = {}

    def found(self, configuration: Configuration) -> tuple[Names, frozenset[Names], Mapping[str, Names]]:
        """What anything hangs on, what something hangs on at once, and what each subject does."""
        hinges = configuration.hinges
        return self._dependence.everything.union(*hinges), self._dependence.joint() | hinges, self.known

    def differs(self, subject: Subject) -> bool:
        """Whether the verdicts about a subject may be others than before."""
        address = subject.address
        self.known[address] = self.known.get(address, frozenset()) | self._dependence.of(subject)
        before = self._before
        if before.seen is None or address not in before.seen.hangs:
            return True
        return bool(before.changed & (self.known[address] | before.seen.hangs[address]))


def _asked_for(built: Graph, wanted: Wanted) -> tuple[list[BucketSummary], list[Picture], list[Diagnostic]]:
    """The buckets and pictures, as far as they are asked for, and what takes too much work."""
    if wanted.beliefs or wanted.pictures:
        try:
            return _buckets(built, wanted), _pictures(built, wanted), []
        except work.Exhausted:
            text = "too much work: s3lint did not find out what this root's buckets are set to"
            said = [Diagnostic("S3L905", text, Location(built.root), hint=LESS, left_out="bucket")]
            return _plain_buckets(built), [], said
    return _plain_buckets(built), [], []


def _buckets(built: Graph, wanted: Wanted) -> list[BucketSummary]:
    if not wanted.beliefs:
        return _plain_buckets(built)
    from s3lint.engine.run import beliefs as believed

    return believed.buckets(built)


def _plain_buckets(built: Graph) -> list[BucketSummary]:
    from s3lint.graph import buckets

    with work.unlimited():
        return [
            BucketSummary(b.address, built.root, b.header.location() if b.header else None, display=b.display)
            for b in buckets(built)
        ]


def _pictures(built: Graph, wanted: Wanted) -> list[Picture]:
    if not wanted.pictures:
        return []
    from s3lint.questions.diagram import picture

    return [picture(built)]
