"""Where the module of a call lies: in the tree, in its history, in a summary, or nowhere here."""

from __future__ import annotations

import json

from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.module import Declaration, Module
from s3lint.languages.terraform.configuration.module_values import ModuleValues
from s3lint.languages.terraform.configuration.origin import is_local
from s3lint.languages.terraform.configuration.run import Run
from s3lint.languages.terraform.configuration.scope import BodyScope
from s3lint.languages.terraform.evaluate import evaluate
from s3lint.languages.terraform.registry import WithoutBuckets, summary_of, without_buckets
from s3lint.languages.terraform.registry.addresses import Address, address_of
from s3lint.languages.terraform.registry.stated import stated_summary
from s3lint.languages.terraform.types.inspect import is_wholly_known, reason_of
from s3lint.lazy import lazy_re
from s3lint.record import Struct, replace
from s3lint.source import FileProblem, Span, is_inside, join
from s3lint.source.history import commit_at, commit_path, folder_at
from s3lint.values import Scalar, Value, text_of

INIT = "run terraform init before s3lint"
META = frozenset({"source", "version", "count", "for_each", "providers", "depends_on", "lifecycle", "//"})

_LOGIN = lazy_re(r"(?<=://)[^/@]*@")


class Nowhere(Struct, frozen=True):
    """Why a module is not here, and what would bring it."""

    why: str
    hint: str = INIT
    source: str = ""  # as messages show it
    is_remote: bool = False  # it lies elsewhere: nothing is wrong with what is here
    without_buckets: WithoutBuckets | None = None  # what is known of a module that makes no bucket


def locate(caller: ModuleValues, declaration: Declaration, scope: BodyScope, place: Span) -> Module | Nowhere:
    """The module that a call names."""
    argument = declaration.argument("source")
    if argument is None:
        return Nowhere("has no source", "")
    value = evaluate(argument.expression, scope.inside(argument.source, {}))
    source = text_of(value)
    if source is None:
        hint = reason_of(value).hint if not is_wholly_known(value) else ""
        return Nowhere("has an unknown source", hint, is_remote=True)
    if is_local(source):
        return _local(caller, source)
    run = caller.run
    installed = _installed(run).get(".".join((*caller.names, declaration.name)))
    if installed is not None:
        return _read(run, installed, source)
    address = address_of(source)
    if address is not None and address.repository and address.repository == run.library.repository:
        return _own(caller, address, source, place)
    return _elsewhere(run, declaration, scope, source, address, place)


def _local(caller: ModuleValues, source: str) -> Module | Nowhere:
    folder = join(caller.module.folder, source)
    past = commit_path(caller.module.folder)
    if folder is None or (past is not None and not is_inside(folder, folder_at(past[0]))):
        return Nowhere("is outside the scanned tree", "scan a folder that contains both", source)
    return _read(caller.run, folder, source)


def _read(run: Run, folder: str, source: str) -> Module | Nowhere:
    module = run.library.module(folder)
    return module if module.files else without_code(folder, source)


def without_code(folder: str, source: str, hint: str = INIT) -> Nowhere:
    """What is said of a folder that holds no code."""
    past = commit_path(folder)
    shown = f"{past[1]} at {past[0][:8]}" if past else folder
    return Nowhere(f"contains no configuration ({shown})", hint, shown_source(source))


def _own(caller: ModuleValues, address: Address, source: str, place: Span) -> Module | Nowhere:
    """A module of this repository: as it is in the tree, or at its ref as the history has it."""
    run = caller.run
    folder = own_folder(run.library, address, source)
    if isinstance(folder, Nowhere):
        return folder
    if address.ref:
        run.past.setdefault(folder, run.past.get(caller.module.folder, place))
    return _read(run, folder, source)


def own_folder(library: Library, address: Address, source: str) -> str | Nowhere:
    """The folder of a module of this repository: in the tree, or at its ref as the history has it."""
    if not address.ref:
        return address.folder
    try:
        folder = folder_at(commit_at(library.tree, address.ref), address.folder)
        library.module(folder)
    except FileProblem as problem:
        why = f"is in this repository at {address.ref}, which {problem}"
        return Nowhere(
            why, "fetch the whole history before s3lint (in CI, fetch-depth: 0)", shown_source(source), is_remote=True
        )
    return folder


def fetched(
    library: Library, source: str, address: Address | None, version: Value | None, by: str
) -> Module | Nowhere | str:
    """What a tool would fetch: a folder, where it is of this repository, a summary, or why it is not here."""
    nowhere = Nowhere(f"is not on disk ({by} would fetch it)", "", shown_source(source), is_remote=True)
    if address is not None and address.repository and address.repository == library.repository:
        return own_folder(library, address, source)
    if version is not None and not isinstance(version, Scalar):
        return nowhere  # a version that is not known may be any
    wanted = text_of(version) if version is not None else None
    stated = _stated(library, source, wanted)
    if stated is not None or address is None:
        return stated or nowhere
    summary = summary_of(address, wanted, ())
    if summary is not None:
        return library.summary(summary)
    return replace(nowhere, without_buckets=without_buckets(address, wanted))


def _elsewhere(
    run: Run, declaration: Declaration, scope: BodyScope, source: str, address: Address | None, place: Span
) -> Module | Nowhere:
    """A module that terraform would fetch: its summary, or what is known without one."""
    shown = shown_source(source)
    nowhere = Nowhere("is not on disk (terraform init would fetch it)", source=shown, is_remote=True)
    argument = declaration.argument("version")
    version = evaluate(argument.expression, scope.inside(argument.source, {})) if argument else None
    if version is not None and not isinstance(version, Scalar):
        return nowhere  # a version that is not known may be any
    wanted = text_of(version) if version else None
    stated = _stated(run.library, source, wanted)
    if stated is not None or address is None:
        return stated or nowhere
    inputs = [name for name in declaration.content.arguments if name not in META]
    summary = summary_of(address, wanted, inputs)
    if summary is not None:
        if not summary.is_certain:
            said = f"module {shown} is not on disk, and judged as {summary.module}: it has its name, release and inputs"
            run.report("S3L902", said, place, incomplete=False, about=shown)
        return run.library.summary(summary)
    return replace(nowhere, without_buckets=without_buckets(address, wanted))


def _stated(library: Library, source: str, version: str | None) -> Module | Nowhere | None:
    """What the configuration states of a module that is not on disk."""
    found = stated_summary(source, version, library.summaries)
    if found is None:
        return None
    try:
        return library.stated_summary(found)
    except FileProblem as problem:
        why = f"is described by {found.path}, which {problem}"
        return Nowhere(why, "correct `summary` of this [[module]]", shown_source(source))


def unknown_source(value: Value | None) -> str:
    """That a source is not known, and why."""
    reason = reason_of(value) if value is not None and not is_wholly_known(value) else None
    return f"has an unknown source{f': {reason.name} {reason.text}' if reason else ''}"


def shown_source(source: str) -> str:
    """A source without its ref and without who logs in."""
    return _LOGIN.sub("", source.partition("?")[0])


def _installed(run: Run) -> dict[str, str]:
    """The modules that `terraform init` has put on disk for this root, by call path."""
    if run.manifest is None:
        run.manifest = {}
        try:
            path = join(run.root, ".terraform/modules/modules.json") or ""
            data = json.loads(run.library.tree.read(path))
            entries = data.get("Modules", []) if isinstance(data, dict) else []
        except (FileProblem, ValueError, RecursionError):
            return run.manifest
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict) and isinstance(entry.get("Key"), str) and isinstance(entry.get("Dir"), str):
                folder = join(run.root, entry["Dir"])
                if folder is not None:
                    run.manifest[entry["Key"]] = folder
    return run.manifest
