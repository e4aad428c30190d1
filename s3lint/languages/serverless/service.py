"""A service: what its file says, with its variables resolved for one stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from s3lint.languages.cloudformation.reading import Document, Map, Reading
from s3lint.languages.serverless.files import Files
from s3lint.languages.serverless.located import Located, entries, entry, items, merged
from s3lint.languages.serverless.variables import Variables
from s3lint.lazy import lazy_re
from s3lint.source import Tree, folder_of
from s3lint.values import Inputs

_PSEUDO = "serverless-pseudo-parameters"
_UPPER_BOUND = lazy_re(r"<\s*=?\s*v?(\d+)")
_VERSION = lazy_re(r"\s*[\^~=v]*\s*(\d+)")


def is_service(document: Document) -> bool:
    """Whether a document is a service that is deployed to AWS."""
    root = document.root
    if not isinstance(root, Map):
        return False
    service, provider = root.get("service"), root.get("provider")
    if not (isinstance(service, str) or (isinstance(service, Map) and "name" in service)):
        return False
    name = provider.get("name", "") if isinstance(provider, Map) else provider
    return isinstance(name, str) and (name == "aws" or "${" in name)


class Service:
    """A service in one stage."""

    def __init__(
        self, tree: Tree, reading: Reading, document: Document, inputs: Inputs, read: Callable[[str, bytes], Reading]
    ) -> None:
        self.path = reading.source.path
        self.inputs = inputs
        self.files = Files(tree, folder_of(self.path), read)
        self.root = Located(document.root, reading.source, document.start, document.start, document.end)
        self.variables = Variables(self.root, self.files, inputs)
        self.variables.pseudo = _PSEUDO in self.plugins

    @property
    def plugins(self) -> list[str]:
        """The names of its plugins."""
        found = self.variables.at("plugins")
        modules = entry(found, "modules") if found is not None else None
        listed = items(modules or found) if found is not None else []
        return [item.node for item in map(self.variables.resolved, listed) if isinstance(item.node, str)]

    @property
    def name(self) -> str:
        """The name of the service."""
        found = self.variables.at("service")
        name = entry(found, "name") if found is not None and isinstance(found.node, Map) else found
        return str(name.node) if name is not None else "service"

    @property
    def prefix(self) -> str:
        """What the names of functions and roles begin with."""
        return f"{self.name}-{self.stage}"

    @property
    def place(self) -> Located:
        """Where the provider is written."""
        return entry(self.root, "provider") or self.root

    @property
    def stage(self) -> str:
        """The stage that it is deployed to."""
        return self.variables.sources.stage

    @property
    def region(self) -> str | None:
        """The region that it is deployed to, where it says so."""
        found = self.variables.at("provider", "region")
        return found.node if found is not None and isinstance(found.node, str) else None

    def provider(self, *path: str) -> Located | None:
        """A setting of the provider, with all variables in it resolved; None where there is none."""
        found = self.written("provider", *path)
        return found if found is not None and found.node is not None else None

    def written(self, *path: str) -> Located | None:
        """A part of the service with all variables in it resolved; one that is not known is the variable."""
        part: Located | None = self.root
        for name in path:
            part = entry(self.variables.resolved(part), name) if part is not None else None
        return self.variables.whole(part) if part is not None else None

    def parts(self, section: str) -> Iterator[Located]:
        """The maps that make up `resources` or `functions`: one, or a list of them."""
        found = entry(self.root, section)
        if found is None:
            return
        found = self.variables.resolved(found)
        listed = items(found) if isinstance(found.node, list) else [found]
        yield from map(self.variables.resolved, listed)

    def functions(self) -> tuple[dict[str, Located], list[Located]]:
        """The functions by their names, and the parts that are not known."""
        made: Located | None = None
        unknown: list[Located] = []
        for part in self.parts("functions"):
            part = self.variables.whole(part)
            if isinstance(part.node, Map):
                made = part if made is None else merged(made, part)
            elif part.node is not None:
                unknown.append(part)
        found = dict(entries(made)) if made is not None else {}
        unknown += [one for one in found.values() if one.node is not None and not isinstance(one.node, Map)]
        return {name: function for name, function in found.items() if isinstance(function.node, Map)}, unknown

    @property
    def keeps_its_bucket(self) -> bool:
        """Whether the stack holds a deployment bucket: up to version 3 of the framework it does, unless one is named.

        https://www.serverless.com/framework/docs/guides/deployment-bucket
        """
        named = self.provider("deploymentBucket")
        if named is not None and (not isinstance(named.node, Map) or named.node.get("name")):
            return False
        legacy = self.provider("enableLegacyDeploymentBucket")
        if legacy is not None and legacy.node is True:
            return True
        version = self.variables.at("frameworkVersion")
        wanted = str(version.node) if version is not None else self.files.installed("serverless")
        return wanted is not None and _is_before_4(wanted)


def _is_before_4(wanted: str) -> bool:
    bound = _UPPER_BOUND.search(wanted)
    if bound is not None:
        return int(bound[1]) < 4 or (int(bound[1]) == 4 and "=" not in bound[0])
    version = _VERSION.match(wanted)
    return version is not None and int(version[1]) < 4
