"""What is open in the editor: texts by their paths. The newest text of each is the one that counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from s3lint.engine.input.scope import resolve
from s3lint.record import Struct
from s3lint.server.protocol import uris


class Document(Struct, frozen=True):
    """One open buffer."""

    uri: str
    path: Path
    version: int
    text: str


class Documents:
    """The open buffers. `number` counts what may change a verdict: edits, and files that changed beside."""

    def __init__(self) -> None:
        self.number = 0
        self._open: dict[Path, Document] = {}
        self._closed: list[Path] = []  # whose files count again from the next question on

    def put(self, uri: str, version: int, text: str) -> Document | None:
        """An opened or changed buffer; None where it is not a file's."""
        path = path_of(uri)
        if path is None or path.is_dir():
            return None
        known = self._open.get(path)
        if known is not None and known.uri == uri and known.version > version:
            return known  # overtaken on its way
        if known is None or known.text != text:
            self.number += 1
        self._open[path] = Document(uri, path, version, text)
        return self._open[path]

    def close(self, uri: str) -> None:
        """A buffer that is no longer open: its file counts again."""
        path = path_of(uri)
        if path is not None and self._open.pop(path, None) is not None:
            self._closed.append(path)
            self.number += 1

    def touch(self) -> None:
        """Something changed that no buffer shows."""
        self.number += 1

    def at(self, path: Path) -> Document | None:
        """The buffer of a file."""
        return self._open.get(path)

    def of(self, uri: str) -> Document | None:
        """The buffer of an address."""
        path = path_of(uri)
        return self._open.get(path) if path is not None else None

    def listed(self) -> Mapping[Path, Document]:
        """All of them, as they are now."""
        return dict(self._open)

    def released(self) -> Iterable[Path]:
        """The files of the buffers that were closed since this was last asked."""
        closed, self._closed = [path for path in self._closed if path not in self._open], []
        return closed


def path_of(uri: str) -> Path | None:
    """The real path behind an address; None where it is none of a file (`untitled:`, `git:`)."""
    if not uri.startswith("file:"):
        return None
    name = uris.to_fs_path(uri)
    return resolve(Path.cwd(), name) if name and "\0" not in name else None


def uri_of(path: Path) -> str:
    """The address of a file."""
    return uris.from_fs_path(str(path)) or path.as_uri()
