"""Places in modules whose text is no file of the tree: a summary, or a module as it was at some ref."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.languages.terraform.configuration.module import Module
from s3lint.source import Location, Source, Span
from s3lint.source.history import commit_path, seen_from


class CalledPlaces:
    """Where the code of one module instance stands: of a summary, at its call; of the past, in a text of that call."""

    def __init__(self, module: Module, call: Span | None, outer: CalledPlaces | None) -> None:
        self._module = module
        self._call = call
        self._copies: dict[Source, Source] = {}
        # from which call in the tree a module of the past is seen, also through other modules of the past
        self.seen_from: Location | None = None
        if commit_path(module.folder) is not None and call is not None:
            self.seen_from = (outer.seen_from if outer is not None else None) or call.location()

    @property
    def are_moved(self) -> bool:
        """Whether places of the module have to be moved to be read."""
        return bool(self._module.built_in) or self.seen_from is not None

    def of(self, span: Span) -> Span:
        """Where a place of the module stands; places in other texts stay."""
        if not self.are_moved or not any(span.source is source for source in self._module.sources):
            return span
        if span.source in self._module.built_in:
            return self._module.built_in[span.source] or self._call or span
        if self.seen_from is None:
            return span
        if span.source not in self._copies:
            path = seen_from(self.seen_from, span.source.path)
            self._copies[span.source] = Source(path, span.source.text)
        return Span(self._copies[span.source], span.start, span.end)

    def files(self) -> Iterator[str]:
        """The module's files, as its places name them."""
        call = self.seen_from
        yield from self._module.files if call is None else (seen_from(call, path) for path in self._module.files)
