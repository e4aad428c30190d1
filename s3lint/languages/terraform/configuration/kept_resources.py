"""Resources of a root module that are as they were when it was last evaluated: those of which nothing has changed.

A resource is made of the blocks that its evaluation asked for, directly or through others, and of those that it asked
for in vain. A file whose text is the same keeps its blocks, so that it shows which of them are others. All else that is
seen of the tree must be as it was, and so must what counts for a module as a whole. A resource whose evaluation leaves
more than values (a remark, a text that was read, a doubt) is evaluated each time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

from s3lint.languages.terraform.configuration.evaluation import Evaluation, KeptResource, Parts
from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.module import Declaration, Module
from s3lint.languages.terraform.configuration.objects import ResourceInstance
from s3lint.languages.terraform.configuration.run import ALL_OUTPUTS, MADE_BY, Run
from s3lint.languages.terraform.evaluate import Budget
from s3lint.languages.terraform.syntax import BlockHead
from s3lint.record import replace
from s3lint.source.recorded import Record, RecordingTree
from s3lint.values import Configuration, Inputs, Resource, work
from s3lint.values.reads import SIDE_EFFECT

_FAR = 1 / 8  # the share of its budgets that an evaluation may take at most, so that no limit is near
_MOST = 64  # evaluations that are kept: those of the roots that were evaluated last

T = TypeVar("T")


class KeptResources:
    """The resources that are taken over while a root is evaluated, and those that are kept for the next time."""

    def __init__(self, known: Library, root: str, inputs: Inputs) -> None:
        self._known, self._inputs = known, inputs
        self._key = root, inputs.types
        before = known.evaluations.pop(self._key, None)
        self._before: dict[str, KeptResource] = {}
        self._changed = Parts()
        if before is not None and self._is_near(before):
            self._before = before.resources
            self._changed = Parts(part for one in before.modules.values() for part in _differing(one, self._now(one)))
        self._run: Run | None = None
        self._found: dict[str, ResourceInstance] = {}
        self._doubled: set[str] = set()  # addresses that several have
        self._steps: dict[str, tuple[int, int]] = {}
        self._taken: dict[str, KeptResource] = {}
        self._settled: list[Resource] = []  # as they were then: what happens to them afterwards is no part of them

    @property
    def must_be_made_anew(self) -> bool:
        """Whether a limit was met though something was taken over: it counts what all take together."""
        return bool(self._taken) and self._run is not None and bool(self._run.budget.diagnostics)

    def make(self, found: ResourceInstance, make: Callable[[], Resource]) -> Resource:
        """A resource as it was, or made now."""
        run = self._run = found.owner.run
        kept = self._before.get(found.address)
        if kept is not None and kept.folder == found.owner.module.folder and kept.parts.isdisjoint(self._changed):
            steps, own = kept.steps
            if work.afford(steps):
                run.budget.steps -= own
                for address, (provider, region) in kept.made_by.items():
                    if run.made_by.get(address, (provider, None))[1] is None:
                        run.made_by[address] = provider, region
                self._taken[found.address] = kept
                return replace(kept.resource)
        if found.address in self._found:
            self._doubled.add(found.address)
        self._found[found.address] = found
        return self._counted(found.address, run, make)

    def settle(self, resource: Resource, settle: Callable[[], None]) -> None:
        """Evaluates the attributes of a resource that is not as it was."""
        if resource.address not in self._taken and self._run is not None:
            self._counted(resource.address, self._run, settle)
            resource.kept = {}
            self._settled.append(replace(resource))

    def keep(self, record: Record) -> None:
        """Keeps what can be taken over the next time, where no limit was near."""
        run = self._run
        if run is None:
            return
        spent = 1 - run.budget.steps / Budget().steps
        if run.budget.diagnostics or max(spent, work.share_taken()) > _FAR:
            return
        modules = {folder: self._known.module(folder) for folder in run.folders}
        texts = {path for module in modules.values() for path in module.parts}
        answers = {q: answer for q, answer in record.whole().items() if _text_of(q) not in texts}
        kept = dict(self._taken)
        for resource in self._settled:
            if resource.address not in self._doubled and (one := self._one(resource, run)) is not None:
                kept[resource.address] = one
        evaluations = self._known.evaluations
        evaluations[self._key] = Evaluation(self._inputs, answers, modules, kept)
        if len(evaluations) > _MOST:
            del evaluations[next(iter(evaluations))]

    def _one(self, resource: Resource, run: Run) -> KeptResource | None:
        found = self._found[resource.address]
        reads = run.reads
        parts = frozenset[Hashable]().union(
            reads.parts(("made", resource.address)),
            reads.parts(("evaluated", resource.address)),
            found.owner.parts(found.declaration),
        )
        if SIDE_EFFECT in parts or resource.is_given_up or resource.evaluated is None:
            return None
        asked = [part[1] for part in parts if isinstance(part, tuple) and part[0] == MADE_BY]
        made_by = {address: run.made_by[address] for address in asked}
        return KeptResource(resource, found.owner.module.folder, parts, self._steps[resource.address], made_by)

    def _counted(self, address: str, run: Run, make: Callable[[], T]) -> T:
        taken, own = work.taken(), run.budget.steps
        made = make()
        before = self._steps.get(address, (0, 0))
        self._steps[address] = before[0] + work.taken() - taken, before[1] + own - run.budget.steps
        return made

    def _is_near(self, before: Evaluation) -> bool:
        """Whether all is as it was but the texts of modules, and those say the same of each module as a whole."""
        tree = self._known.tree
        return (
            before.inputs == self._inputs
            and isinstance(tree, RecordingTree)
            and tree.agrees(before.answers)
            and all(_says_of_itself(one) == _says_of_itself(self._now(one)) for one in before.modules.values())
        )

    def _now(self, module: Module) -> Module:
        return self._known.module(module.folder)


def evaluated(
    known: Library, root: str, inputs: Inputs, evaluate: Callable[[KeptResources], Configuration]
) -> Configuration:
    """A root module, evaluated with the resources that are as they were. The library's tree notes what it is asked."""
    assert isinstance(known.tree, RecordingTree)
    kept = KeptResources(known, root, inputs)
    with known.tree.recording() as record:
        made = evaluate(kept)
    if kept.must_be_made_anew:
        return evaluated(known, root, inputs, evaluate)
    kept.keep(record)
    return made


def _text_of(question: str) -> str | None:
    """The file that a question asks for the text of."""
    return question.split(":", 2)[2] if question.startswith("read:") else None


def _says_of_itself(module: Module) -> list[list[BlockHead]]:
    """What counts for all that a module holds."""
    return [one.heads for one in (*module.providers, *module.settings, *module.moved)]


def _differing(then: Module, now: Module) -> Iterator[Hashable]:
    """The parts of a module that are not made of the same blocks."""
    if then is now:
        return
    parts, others = _parts(then), _parts(now)
    for part in parts.keys() | others.keys():
        if parts.get(part) != others.get(part):
            yield then.folder, *part
    if then.outputs.keys() != now.outputs.keys():
        yield then.folder, ALL_OUTPUTS


def _parts(module: Module) -> dict[tuple[str, ...], list[BlockHead]]:
    """Its blocks by what is noted of them where they are asked for."""
    found: dict[tuple[str, ...], list[BlockHead]] = {("local", name): [head] for name, head in module.locals.items()}
    tables: tuple[Iterable[Declaration], ...] = (
        *(module.variables.values(), module.outputs.values(), module.calls.values(), module.resources.values()),
    )
    for one in chain.from_iterable(tables):
        found[one.head.type, *one.head.labels] = one.heads
    return found
