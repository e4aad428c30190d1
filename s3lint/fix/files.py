"""The files that may be edited: those of the scanned tree that the user wrote, as they were read."""

from __future__ import annotations

from pathlib import Path

from s3lint.edit.files import notation
from s3lint.engine.run.part import GIVEN, Part
from s3lint.fix.change import NoEdit
from s3lint.source import FileProblem, Span, folder_of
from s3lint.source.history import commit_path

_MARK_CHARACTER = "\ufeff"
_MARK = _MARK_CHARACTER.encode("utf-8")
_MADE = (".terraform", "cdk.out", ".aws-sam", ".serverless", ".terragrunt-cache")  # what a tool writes anew


class Files:
    """Texts of one scope's files as they were when first asked for, whatever the tree shows later.

    A byte order mark is no part of a text, and stays.
    """

    def __init__(self, part: Part) -> None:
        self.part = part
        self._texts: dict[str, str | None] = {}
        self._data: dict[str, bytes] = {}

    def text(self, path: str) -> str:
        """A file's text. Raises NoEdit where it is none that may be edited."""
        if path not in self._texts:
            self._texts[path] = self._read(path)
        found = self._texts[path]
        if found is None:
            raise NoEdit(f"{path} is not a file of this tree that s3lint can edit")
        return found

    def _read(self, path: str) -> str | None:
        if commit_path(path) is not None or path.startswith(f"{GIVEN}/") or set(path.split("/")) & set(_MADE):
            return None
        try:
            self._data[path] = self.part.scope.tree.read(path)
            return self._data[path].decode("utf-8-sig")
        except (FileProblem, UnicodeDecodeError):
            return None

    def data(self, path: str, text: str) -> bytes:
        """A new text of a file as its bytes."""
        has_mark = self.before(path).startswith(_MARK) and not text.startswith(_MARK_CHARACTER)
        return (_MARK if has_mark else b"") + text.encode("utf-8")

    def place(self, path: str) -> Path:
        """Where a file lies on disk."""
        return Path(self.part.scope.root, path)

    def before(self, path: str) -> bytes:
        """A file's bytes. Raises NoEdit where it is none that may be edited."""
        self.text(path)
        return self._data[path]

    def of(self, span: Span | None) -> str:
        """The text of the file that a span lies in, where it is that of the span. Raises NoEdit."""
        if span is None:
            raise NoEdit("no file states it")
        text = self.text(span.path)
        if span.source.text == f"{_MARK_CHARACTER}{text}":  # Terraform's reader keeps it
            text = self._texts[span.path] = span.source.text
        if text != span.source.text:
            raise NoEdit(f"{span.path} is not read as it is written")
        return text

    def beside(self, path: str) -> list[tuple[str, str]]:
        """The files of the same notation in a file's folder, with their texts."""
        folder = folder_of(path)
        found = []
        for entry in self.part.scope.tree.entries(folder):
            name = entry.name if folder == "." else f"{folder}/{entry.name}"
            if entry.is_folder or notation(name, "") != notation(path, ""):
                continue
            try:
                found.append((name, self.text(name)))
            except NoEdit:
                continue
        return found
