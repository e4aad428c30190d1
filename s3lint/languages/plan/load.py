"""A plan as a configuration: the resources that there will be after apply."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from s3lint.aws.identities import CALLER_IDENTITY, PLANNED_SOURCES
from s3lint.languages.plan.addresses import Key, ModulePath, suffix
from s3lint.languages.plan.attributes import Planned
from s3lint.languages.plan.document import Document, Entry, NotAPlan, as_list, as_object, decode, is_binary_plan
from s3lint.languages.plan.links import Links, Target, local_address
from s3lint.languages.plan.providers import is_inherited, provider_name, provider_places
from s3lint.languages.plan.source import Load, merged, source_configuration
from s3lint.languages.plan.superseded import superseded
from s3lint.languages.terraform.syntax.jsontext import Json, read_range
from s3lint.languages.terraform.syntax.problem import SyntaxProblem
from s3lint.source import Diagnostic, FileProblem, Source, Span, Tree
from s3lint.values import Call, Configuration, Inputs, Mapping, Reason, Resource, Scalar, Value, work
from s3lint.values.place import Place

MAX_BYTES = 256 << 20
MOST_NAMED = 3  # deferred changes that the message lists
_WHOLE = "make a plan of the whole configuration, or check its source too"
_GONE = (["delete"], ["forget"])


def load_plan(tree: Tree, path: str, inputs: Inputs, beside: Load) -> Configuration:
    """The configuration that a plan describes. What is wrong with the file is said in its diagnostics.

    `beside` loads the configuration that lies beside it.
    """
    try:
        data = tree.read(path, MAX_BYTES)
    except FileProblem as problem:
        return _failed(Source(path, ""), str(problem), 0)
    if is_binary_plan(data):
        return _failed(
            Source(path, ""), "is in Terraform's own format: check what `terraform show -json` makes of it", 0
        )
    source = Source(path, decode(data))
    work.read(path, len(data))
    try:
        return _Plan(tree, Document(source), inputs, beside).configuration()
    except NotAPlan as problem:
        return _failed(source, str(problem), problem.offset)
    except RecursionError:
        return _failed(source, "is nested too deeply", 0)


def _failed(source: Source, message: str, offset: int) -> Configuration:
    offset = min(offset, len(source.text))
    place = source.span(offset, min(offset + 1, len(source.text)))
    said = [Diagnostic.at("S3L901", f"the plan {message}", place, left_out="plan")]
    return Configuration(source.path, "plan", [], said, files=frozenset([source.path]))


class _Plan:
    def __init__(self, tree: Tree, document: Document, inputs: Inputs, beside: Load) -> None:
        self.tree = tree
        self.document = document
        self.inputs = inputs
        self.beside = beside
        self.source = document.source
        self.links = Links(document.configuration)
        self.diagnostics: list[Diagnostic] = []

    def configuration(self) -> Configuration:
        entries = self._entries()
        for entry in entries:
            self._note(entry)
        variables = self.document.part("variables")
        source = source_configuration(self.tree, self.source.path, self.inputs, variables, self.beside)
        written = {resource.address: resource for resource in source.resources} if source else {}
        stale = superseded([(e.data, self.links, *_where(e)) for e in entries])
        resources = []
        for entry in entries:
            made = self._resource(entry, stale.get(str(entry.data.get("address")), frozenset()))
            resources.append(_at_source(made, written.get(made.address)))
        self._note_gaps()
        return Configuration(
            self.source.path,
            "plan",
            resources,
            self.diagnostics,
            files=(source.files if source else frozenset[str]()) | {self.source.path},
            places={**(source.places if source else {}), **self._places(entries)},
            made_by=source.made_by if source else {},
            state_bucket=source.state_bucket if source else None,
            moved=list(_moves(entries)),
        )

    def _note_gaps(self) -> None:
        """Say once, at the part that says it, that the plan does not have every change.

        https://developer.hashicorp.com/terraform/internals/json-format
        """
        deferred = [as_object(as_object(one).get("resource_change")) for one in self._list("deferred_changes")]
        if self.document.part("errored") is True:
            part, why = "errored", "it ended with an error"
        elif deferred:
            named = [str(change["address"]) for change in deferred if isinstance(change.get("address"), str)]
            shown = ", ".join(named[:MOST_NAMED]) + (", …" if len(named) > MOST_NAMED else "")
            part, why = "deferred_changes", f"Terraform deferred changes ({shown or 'of resources without an address'})"
        elif self.document.part("complete") is False:
            part, why = "complete", "more changes follow after it is applied, as with -target"
        else:
            return
        said = f"the plan is incomplete: {why}"
        self.diagnostics.append(Diagnostic.at("S3L907", said, self.document.place(part), hint=_WHOLE))

    def _list(self, part: str) -> list[Any]:
        return as_list(self.document.part(part))

    def _entries(self) -> list[Entry]:
        changes = self.document.changes()
        found = changes if changes is not None else []
        if changes is None:
            found = self._planned_values("planned_values", "managed")
        kept = [e for e in found if _stays(e.data)]
        known = {str(e.data.get("address")) for e in kept}
        read = self._planned_values("prior_state", "data")
        return kept + [e for e in read if _is_source(e.data) and str(e.data.get("address")) not in known]

    def _planned_values(self, part: str, mode: str) -> list[Entry]:
        """The resources of a tree of modules. Their places are those of their addresses' first mention."""
        values = as_object(self.document.part(part))
        if part == "prior_state":
            values = as_object(values.get("values"))
        found: list[Entry] = []
        modules = [as_object(values.get("root_module"))]
        while modules:
            module = modules.pop()
            modules += [as_object(m) for m in as_list(module.get("child_modules"))]
            for resource in as_list(module.get("resources")):
                if isinstance(resource, dict) and resource.get("mode", "managed") == mode:
                    change = {"after": resource.get("values"), "after_sensitive": resource.get("sensitive_values")}
                    data = {**resource, "module_address": module.get("address"), "change": change}
                    found.append(Entry(data, -1, -1))
        return found

    def _note(self, entry: Entry) -> None:
        path, local, key = _where(entry)
        target = Target(str(entry.data.get("address")), str(entry.data.get("mode")), str(entry.data.get("type")), key)
        self.links.add(path, local, target)

    def _resource(self, entry: Entry, stale: frozenset[str]) -> Resource:
        data = entry.data
        path, local, key = _where(entry)
        address = str(data.get("address"))
        header = self._header(entry, address)
        planned = Planned(self.source, self.links, path, local, address, str(data.get("type")), key, header)
        configured = self.links.expressions(path, local)
        calls = tuple(Call(f"module.{step.name}{suffix(step.key)}", None) for step in path.calls)
        span = self.source.span(entry.start, entry.end) if entry.start >= 0 else header
        return Resource(
            "terraform",
            str(data.get("type")),
            address,
            str(data.get("name")),
            header,
            span,
            partial(self._body, entry, planned, configured, stale),
            str(data.get("mode", "managed")),
            calls,
            provider=self._provider(path, local),
        )

    def _provider(self, path: ModulePath, local: str) -> str:
        key = self.links.configured(path, local).get("provider_config_key")
        return provider_name(None if is_inherited(self.document, key) else key)

    def _places(self, entries: list[Entry]) -> dict[str, Place]:
        """The places of the provider configurations, with the accounts that the plan has looked up."""
        accounts: dict[str, Value] = {}
        for entry in entries:
            number = as_object(as_object(entry.data.get("change")).get("after")).get("account_id")
            if entry.data.get("type") == CALLER_IDENTITY and isinstance(number, str):
                path, local, _ = _where(entry)
                accounts[self._provider(path, local)] = Scalar(number)
        return provider_places(self.document, self.inputs, accounts)

    def _header(self, entry: Entry, address: str) -> Span:
        text, start = self.source.text, max(entry.start, 0)
        written = json.dumps(address, ensure_ascii=False)
        at = text.find(written, start)
        if at < 0:
            return self.source.span(start, min(start + 1, len(text)))
        return self.source.span(at, at + len(written))

    def _body(
        self, entry: Entry, planned: Planned, configured: dict[str, Any] | None, stale: frozenset[str]
    ) -> Mapping:
        change = as_object(entry.data.get("change"))
        try:
            after = self._after(entry)
            made = planned.body(after, change.get("after_unknown"), change.get("after_sensitive"), configured)
        except (SyntaxProblem, RecursionError):
            lost = Reason("limit", planned.address, "is nested too deeply in the plan", planned.header)
            return Mapping({}, {}, "block", lost, span=planned.header)
        if stale:
            own = configured or {}
            kept = {name: value for name, value in made.entries.items() if name not in stale or name in own}
            made = Mapping(kept, made.keys, made.kind, span=made.span)
        return made

    def _after(self, entry: Entry) -> Json | None:
        """The planned values with their places; those of the address where the plan has them without a change."""
        if entry.start >= 0:
            return _member(_member(read_range(self.source, entry.start, entry.end), "change"), "after")
        return _unplaced(as_object(entry.data.get("change")).get("after"), 0)


def _moves(entries: list[Entry]) -> Iterator[tuple[str, str]]:
    """What had another address before."""
    for entry in entries:
        previous, now = entry.data.get("previous_address"), entry.data.get("address")
        if isinstance(previous, str) and isinstance(now, str):
            yield previous, now


def _where(entry: Entry) -> tuple[ModulePath, str, Key]:
    data = entry.data
    path = ModulePath.of(str(data.get("module_address") or ""))
    local = local_address(str(data.get("mode", "managed")), str(data.get("type")), str(data.get("name")))
    key = data.get("index")
    return path, local, key if isinstance(key, int | str) and not isinstance(key, bool) else None


def _is_source(data: dict[str, Any]) -> bool:
    return str(data.get("type")) in PLANNED_SOURCES


def _stays(data: dict[str, Any]) -> bool:
    """Whether there will be such a resource after apply."""
    actions = as_object(data.get("change")).get("actions")
    if actions in _GONE or not isinstance(data.get("address"), str):
        return False
    return data.get("mode", "managed") == "managed" or _is_source(data)


def _member(whole: Json | None, name: str) -> Json | None:
    if whole is None or whole.kind != "object":
        return None
    return next((value for key, value in whole.data if key.data == name), None)


def _unplaced(value: Any, at: int) -> Json | None:
    """Plain data as if it stood at one place."""
    if isinstance(value, dict):
        members = [(Json("scalar", key, at, at), _unplaced(item, at)) for key, item in value.items()]
        return Json("object", members, at, at)
    if isinstance(value, list):
        return Json("array", [_unplaced(item, at) for item in value], at, at)
    return Json("scalar", value, at, at)


def _at_source(made: Resource, written: Resource | None) -> Resource:
    """The resource at the place where the configuration declares it."""
    if written is None or written.type != made.type:
        return made
    planned: Callable[[], Mapping] = made.evaluate

    def evaluate() -> Mapping:
        return merged(planned(), written.body)

    made.evaluate = evaluate
    made.header, made.span, made.calls = written.header, written.span, written.calls
    made.provider, made.attributes = written.provider, written.attributes
    return made
