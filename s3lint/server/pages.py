"""Pages that a user asks to see: what was written for one server, in a folder of its own that goes with it."""

from __future__ import annotations

import tempfile
from pathlib import Path


class Pages:
    """Files that the editor or a browser opens. The folder is the user's alone."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def write(self, name: str, text: str) -> Path:
        """A page, in place of the one of that name."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="s3lint-")
        path = Path(self._folder.name, name)
        path.write_text(text, encoding="utf-8")
        return path

    def close(self) -> None:
        """No page is wanted any more."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
