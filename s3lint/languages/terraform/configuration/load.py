"""One root module, from its files to a configuration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from s3lint.aws import types
from s3lint.aws.coverage import limit_of
from s3lint.aws.identities import POLICY_DOCUMENT
from s3lint.languages.terraform.configuration.backend import state_bucket, state_of, states_read
from s3lint.languages.terraform.configuration.body import argument_value
from s3lint.languages.terraform.configuration.deployment import ALONE, Deployment
from s3lint.languages.terraform.configuration.gaps import note_gaps, note_undescribed
from s3lint.languages.terraform.configuration.instance import ModuleInstance, top_instance
from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.module import Declaration
from s3lint.languages.terraform.configuration.moves import moves
from s3lint.languages.terraform.configuration.objects import ResourceInstance
from s3lint.languages.terraform.configuration.origin import local_folders
from s3lint.languages.terraform.configuration.relevance import (
    is_about_storage_anywhere,
    may_hold_resources,
    reach,
)
from s3lint.languages.terraform.configuration.run import MAX_RESOURCES, Run
from s3lint.languages.terraform.configuration.switched_off import switched_off
from s3lint.languages.terraform.functions.filesystem import A_FILE
from s3lint.languages.terraform.types.inspect import unknowns
from s3lint.record import replace
from s3lint.source import Diagnostic, Span, folder_of
from s3lint.source.history import seen_from
from s3lint.source.recorded import RecordingTree
from s3lint.values import Configuration, Inputs, Mapping, Reason, Resource, Scalar, Sequence, Value, work
from s3lint.values.relocated import relocated, relocated_fact

if TYPE_CHECKING:
    from s3lint.languages.terraform.configuration.kept_resources import KeptResources

_PER_RESOURCE = 60


def load(known: Library, root: str, inputs: Inputs, deployment: Deployment = ALONE) -> Configuration:
    """The configuration of the root module in a folder. What cannot matter to S3 is not evaluated."""
    if not is_about_storage_anywhere(known, root):
        return _without_storage(known, root)
    if known.keeps and deployment is ALONE and not inputs.watched and isinstance(known.tree, RecordingTree):
        from s3lint.languages.terraform.configuration.kept_resources import evaluated

        return evaluated(known, root, inputs, partial(_load, known, root, inputs, deployment))
    return _load(known, root, inputs, deployment)


def _load(
    known: Library, root: str, inputs: Inputs, deployment: Deployment, kept: KeptResources | None = None
) -> Configuration:
    top, values = top_instance(known, root, inputs, deployment, traces=kept is not None)
    run = top.run
    if deployment.undescribed is not None:
        note_undescribed(deployment.calls[-1].name, top, *deployment.undescribed)
    resources: list[Resource] = []
    for found in _all_resources(top):
        if len(resources) >= MAX_RESOURCES or not work.afford(_PER_RESOURCE):
            run.report("S3L905", f"more than {len(resources)} resources: s3lint does not read the rest", found.header)
            break
        make = partial(run.reads.made, ("made", found.address), partial(_resource, found))
        resources.append(kept.make(found, make) if kept is not None else make())
    provider_places = top.provider_places
    for resource in resources:
        # what is wrong in a block shows when it is evaluated
        settle = partial(run.reads.made, ("evaluated", resource.address), resource.settle)
        if kept is None:
            settle()
        else:
            kept.settle(resource, settle)
        resource.hangs_on |= run.reads.of(("made", resource.address)) | run.reads.of(("evaluated", resource.address))
        resource.hangs_on |= provider_places.hang_on(resource.provider)
    _note_unread_files(resources, run)
    modules = [known.module(folder) for folder in run.folders]
    diagnostics = run.diagnostics + run.budget.diagnostics
    for module in modules:
        diagnostics += module.all_diagnostics()
    diagnostics = [_of_today(diagnostic, run) for diagnostic in diagnostics]
    files = {*run.files_read, *values.files, *run.files.texts}
    return Configuration(
        root,
        "terraform",
        resources,
        diagnostics,
        run.absent,
        frozenset(files),
        top.provider_places,
        run.made_by,
        hinges=frozenset(run.hinges),
        hangs_on=top.provider_places.hang_on(),
        state_bucket=state_bucket(top),
        exports=partial(_exports, top, deployment),
        imports=states_read(resources, root),
        moved=list(moves(top)),
        secrets=run.secrets,
        off=[] if run.makes_all else list(switched_off(top, values)),
    )


def _exports(top: ModuleInstance, deployment: Deployment) -> dict[str, Value]:
    """All its outputs, by where it keeps its state."""
    state = deployment.state or state_of(top)
    return {} if state is None or not top.module.outputs else {state: top.outputs()}


def _of_today(diagnostic: Diagnostic, run: Run) -> Diagnostic:
    """What is said of a module as it was at some ref, at the first call that asks for that ref."""
    call = run.past.get(folder_of(diagnostic.location.path))
    if call is None:
        return diagnostic
    where = seen_from(call.location(), diagnostic.location.path)
    return replace(diagnostic, location=replace(diagnostic.location, path=where))


def _without_storage(known: Library, root: str) -> Configuration:
    """A root that holds nothing of S3: only what is wrong with its files."""
    folders: dict[str, None] = {}
    reach(lambda folder: local_folders(known, folder), root, folders)
    modules = [known.module(folder) for folder in folders]
    diagnostics = [diagnostic for module in modules for diagnostic in module.all_diagnostics()]
    files = frozenset(path for module in modules for path in module.files)
    return Configuration(root, "terraform", [], diagnostics, [], files)


def _is_wanted(declaration: Declaration, inputs: Inputs) -> bool:
    """Whether verdicts may depend on a resource, or it has to be said that none does.

    Others are evaluated only where something refers to them.
    """
    wanted = types.wanted(audit=True) if inputs.types is None else inputs.types
    kind = declaration.head.labels[0] if declaration.head.labels else ""
    if declaration.head.type == "resource":
        return kind in wanted or limit_of(kind) is not None
    return f"{declaration.head.type}.{kind}" in wanted


def _all_resources(instance: ModuleInstance) -> Iterator[ResourceInstance]:
    """Every resource that may matter, of a module instance and all that it calls."""
    for key, declaration in instance.module.resources.items():
        if _is_wanted(declaration, instance.run.inputs):
            made = instance.expansion(declaration).instances
            instance.run.makes_all &= bool(made) or key[1] not in types.bucket_types()
            for one in made:
                yield instance.resource(key, one)
            instance.run.hinges.add(instance.hung(declaration))
    for name, declaration in instance.module.calls.items():
        found = instance.expansion(declaration).instances
        instance.run.makes_all &= bool(found)
        instance.run.hinges.add(instance.hung(declaration))
        for one in found:
            child = instance.child(name, one)
            note_gaps(instance, declaration, child)
            if isinstance(child, ModuleInstance) and may_hold_resources(instance.run.library, child.module.folder):
                yield from _all_resources(child)


def _note_unread_files(resources: list[Resource], run: Run) -> None:
    """Say which files could not be read that resources of S3 depend on: each once, however many blocks hang on it."""
    found: dict[str, Reason] = {}
    for resource in resources:
        if types.reads_documents(resource.type):
            for reason in (*unknowns(resource.body), *resource.exists.reasons):
                if reason.kind == "unread" and reason.name.startswith(A_FILE):
                    found.setdefault(reason.name, reason)
    for reason in found.values():
        if reason.span is not None:
            run.report("S3L901", f"{reason.name} {reason.text}: everything that depends on it is unknown", reason.span)


def _resource(found: ResourceInstance) -> Resource:
    """What the reader hands up for a resource instance."""
    owner, declaration = found.owner, found.declaration
    move = owner.places.of
    made = Resource(
        "terraform",
        found.type,
        found.address,
        found.name,
        move(declaration.header),
        move(declaration.span),
        _body(found, move),
        found.mode,
        owner.calls,
        relocated_fact(owner.exists & found.instance.exists, move),
        found.guard,
        found.provider,
    )
    made.attributes.update(_lifecycle(found))
    made.hangs_on = owner.hung(declaration)
    return made


def _body(found: ResourceInstance, move: Callable[[Span], Span]) -> Callable[[], Mapping]:
    def evaluate() -> Mapping:
        body = found.body()
        if found.mode == "data" and found.type == POLICY_DOCUMENT:
            body = replace(body, entries={**body.entries, "json": found.attribute("json", found.header)})
        if not found.owner.places.are_moved:
            return body
        moved = relocated(body, move)
        return moved if isinstance(moved, Mapping) else body

    return evaluate


def _lifecycle(found: ResourceInstance) -> dict[str, Value]:
    """`prevent_destroy`, and the names in `ignore_changes`, where they are written."""
    made: dict[str, Value] = {}
    kept = found.declaration.lifecycle("prevent_destroy")
    if kept is not None:
        made["prevent_destroy"] = argument_value(kept, found.scope)
    ignored = found.declaration.lifecycle("ignore_changes")
    if ignored is not None:
        made["ignore_changes"] = Sequence(tuple(map(Scalar, re.findall(r"\w+", ignored.value_span.text))))
    return made
