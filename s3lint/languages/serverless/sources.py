"""Where variables look: the service itself, files beside it, and what is given from outside.

https://www.serverless.com/framework/docs/guides/variables
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

from s3lint.languages.cloudformation.reading import Map, Seq
from s3lint.languages.serverless.files import CODE, Files
from s3lint.languages.serverless.located import Located, entries, entry, items
from s3lint.languages.serverless.text import Address
from s3lint.languages.serverless.why import Open, never_known, not_given
from s3lint.values import Inputs

Found = Located | Open | None
"""What a source gives: a value, a value that is not known, or none, after which the next is tried."""


class Sources:
    """The sources of the variables of one service in one stage. `resolved` resolves the variables of a part."""

    def __init__(
        self,
        root: Located,
        files: Files,
        inputs: Inputs,
        resolved: Callable[[Located], Located],
        why: Mapping[str, Open],
    ) -> None:
        self.root = root
        self.files = files
        self.inputs = inputs
        self.by_stage: dict[str, None] = {}  # the names beside a value that the stage selects
        self.asked = 0  # how often the stage was asked for
        self._resolved = resolved
        self._why = why
        self._stage: str | None = None

    def look(self, way: Address, written: str) -> Found:
        """What an address gives; `written` is the variable where the stage is a part of it."""
        sources: Mapping[str, Callable[[Address, str], Found]] = {
            "self": self._self,
            "file": self._file,
            "opt": self._option,
            "param": self._parameter,
            "env": self._environment,
            "sls": self._framework,
            "aws": self._account,
            "strToBool": self._truth,
        }
        source = sources.get(way.kind)
        return source(way, written) if source is not None else Open(f"${{{way}}}", never_known(way.kind))

    def _self(self, way: Address, written: str) -> Found:
        path = tuple(way.path.split(".")) if way.path else ()
        if written:
            self._note_beside(self.root, path)
        found = self.walk(self.root, path)
        if found is None and path == ("provider", "stage"):
            self.asked += 1
            return self.root.holding(self.stage)
        if path == ("service",) and isinstance(found, Located) and isinstance(found.node, Map):
            return entry(found, "name")
        return found

    def _file(self, way: Address, written: str) -> Found:
        name = _file_name(way)
        if written:
            self.by_stage.update(dict.fromkeys(self.files.beside(name, self.stage)))
        if name.endswith(CODE):
            return Open(f"${{{way}}}", "is code, which s3lint does not run")
        found = self.files.at(name)
        if found is None or not way.path:
            return found
        path = tuple(way.path.split("."))
        if written:
            self._note_beside(found, path)
        return self.walk(found, path)

    def _option(self, way: Address, written: str) -> Found:
        self.asked += way.path == "stage"
        given = self.inputs.region if way.path == "region" else None
        return self._given(self.inputs.variables.get(way.path, given))

    def _parameter(self, way: Address, written: str) -> Found:
        if way.path in self.inputs.variables:
            return self._given(self.inputs.variables[way.path])
        self.asked += 1
        for stage, section in product((self.stage, "default"), ("stages", "params")):
            place = ("stages", stage, "params") if section == "stages" else ("params", stage)
            found = self.walk(self.root, (*place, way.path))
            if found is not None:
                return found
        return None

    def _environment(self, way: Address, written: str) -> Found:
        return self._given(self.inputs.env.get(way.path))

    def _framework(self, way: Address, written: str) -> Found:
        if way.path == "stage":
            self.asked += 1
            return self._given(self.stage)
        return Open(f"${{{way}}}", "differs from run to run")

    def _account(self, way: Address, written: str) -> Found:
        known = {"accountId": self.inputs.account_id, "region": self.inputs.region}.get(way.path)
        if known is None and way.path == "region":
            region = self.walk(self.root, ("provider", "region"))
            known = region.node if isinstance(region, Located) and isinstance(region.node, str) else None
        return self._given(known) or Open(f"${{{way}}}", never_known("aws"))

    def _truth(self, way: Address, written: str) -> Found:
        word = (way.parameters or way.path).strip().lower()
        if word not in ("true", "1", "false", "0"):
            return Open(f"${{{way}}}", "is neither true nor false")
        return self.root.holding(word in ("true", "1"))

    def _given(self, text: str | None) -> Located | None:
        return self.root.holding(text) if text is not None else None

    @property
    def stage(self) -> str:
        """The stage: as given, as `provider.stage` says, or `dev`."""
        if self._stage is None:
            self._stage = self.inputs.variables.get("stage", "dev")  # while its own value is looked for
            if "stage" not in self.inputs.variables:
                stated = self.walk(self.root, ("provider", "stage"))
                known = isinstance(stated, Located) and isinstance(stated.node, str) and "${" not in stated.node
                self._stage = stated.node if known and isinstance(stated, Located) else self._stage
        return self._stage

    # paths

    def walk(self, start: Located, path: tuple[str, ...]) -> Found:
        """What is at a path below a part."""
        found = self._resolved(start)
        for name in path:
            if isinstance(found.node, str) and found.node in self._why:
                return self._why[found.node]
            following = self._step(found, name)
            if following is None:
                return None
            found = self._resolved(following)
        if isinstance(found.node, str) and found.node in self._why:
            return self._why[found.node]
        return None if found.node is None else found

    def _step(self, part: Located, name: str) -> Located | None:
        if isinstance(part.node, Seq) and name.isdecimal() and int(name) < len(part.node):
            return items(part)[int(name)]
        return entry(part, name)

    def _note_beside(self, start: Located, path: tuple[str, ...]) -> None:
        """The names of the stages that a value is written for: those beside the one that is selected."""
        for place, name in enumerate(path):
            if name == self.stage:
                found = self.walk(start, path[:place])
                if isinstance(found, Located):
                    self.by_stage.update(dict.fromkeys(key for key, _ in entries(found)))

    def missing(self, way: Address) -> Open:
        """Why there is nothing at an address."""
        is_inside = way.kind == "file" and self.files.at(_file_name(way)) is not None
        return Open(f"${{{way}}}", *not_given("self" if is_inside else way.kind, way.path))


def _file_name(way: Address) -> str:
    return (way.parameters or "").strip().strip("'\"")
