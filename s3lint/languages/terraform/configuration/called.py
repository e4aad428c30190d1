"""Which folders of the tree call which, also where a source is computed: then as each possible root evaluates it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.origin import has_computed_source, local_folders, source_of
from s3lint.languages.terraform.configuration.relevance import reach
from s3lint.values import Inputs


class Called:
    """The local modules that folders call."""

    def __init__(self, known: Library, folders: Sequence[str], inputs: Inputs) -> None:
        self._known = known
        self._by_literals: dict[str, list[str]] = {}
        self._computed: dict[str, dict[str, None]] = {}
        for folder in folders:
            reached: dict[str, None] = {}
            reach(self._literal, folder, reached)
            if any(has_computed_source(known.module(here)) for here in reached):
                for caller, target in _computed_calls(known, folder, inputs):
                    self._computed.setdefault(caller, {})[target] = None

    def by(self, folder: str) -> list[str]:
        """The folders that a folder calls."""
        return [*self._literal(folder), *self._computed.get(folder, ())]

    def _literal(self, folder: str) -> list[str]:
        if folder not in self._by_literals:
            self._by_literals[folder] = local_folders(self._known.module(folder))
        return self._by_literals[folder]


def _computed_calls(known: Library, root: str, inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Caller and module of each call below a root whose source is computed, with the values that hold there."""
    from s3lint.languages.terraform.configuration.instance import ModuleInstance, top_instance

    def visit(instance: ModuleInstance) -> Iterator[tuple[str, str]]:
        for name, declaration in instance.module.calls.items():
            for one in instance.expansion(declaration).instances:
                child = instance.child(name, one)
                if isinstance(child, ModuleInstance) and not child.module.built_in:
                    if source_of(declaration) is None:
                        yield instance.module.folder, child.module.folder
                    yield from visit(child)

    yield from visit(top_instance(known, root, inputs)[0])
