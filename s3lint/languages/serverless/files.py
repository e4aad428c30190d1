"""The files that a service reads beside its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from s3lint.languages.cloudformation.reading import Map, Reading, Seq
from s3lint.languages.serverless.located import Located
from s3lint.record import Struct, field
from s3lint.source import Diagnostic, FileProblem, Source, Tree, folder_of, join, name_of
from s3lint.source.encoding import decoded

CODE = (".js", ".cjs", ".mjs", ".ts", ".cts", ".mts")
_MOST_BYTES = 1 << 20
_DATA = (".yml", ".yaml", ".json", ".tfstate")


class Files(Struct):
    """The files of the tree as a service in a folder names them."""

    tree: Tree
    folder: str
    read: Callable[[str, bytes], Reading]  # may keep what it reads: nodes are not to be changed
    paths: dict[str, None] = field(default_factory=dict)  # all that were read
    problems: list[Diagnostic] = field(default_factory=list)
    _known: dict[str, Located | None] = field(default_factory=dict)

    def at(self, name: str) -> Located | None:
        """What is in a file: data, or its text. None where it is not in the tree."""
        path = join(self.folder, name)
        if path is None or not self.tree.is_file(path):
            return None
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]

    def _read(self, path: str) -> Located | None:
        try:
            data = self.tree.read(path)
        except FileProblem as problem:
            place = Source(path, "").span(0, 0)
            self.problems.append(Diagnostic.at("S3L901", f"the file {problem}", place, left_out="included file"))
            return None
        self.paths[path] = None
        if not path.lower().endswith(_DATA):
            source = Source(path, decoded(data))
            return Located(source.text, source, 0, 0, len(source.text))
        reading = self.read(path, data)
        self.problems += reading.problems
        if not reading.documents:
            return None
        root = reading.documents[0].root
        start = root.start if isinstance(root, Map | Seq) else reading.documents[0].start
        return Located(root, reading.source, start, start, reading.documents[0].end)

    def installed(self, package: str) -> str | None:
        """The version of a package that the next package.json above asks for, if one does."""
        folder = self.folder
        while True:
            path = join(folder, "package.json")
            found = _dependency(self.tree, path, package) if path is not None and self.tree.is_file(path) else None
            if found is not None or folder in ("", "."):
                return found
            folder = folder_of(folder)

    def beside(self, name: str, stage: str) -> Iterator[str]:
        """The stages that files are written for: what stands in the place of the stage in names beside this one."""
        path = join(self.folder, name)
        if path is None or name_of(path).count(stage) != 1:
            return
        before, _, after = name_of(path).partition(stage)
        for one in self.tree.entries(folder_of(path)):
            if one.name.startswith(before) and one.name.endswith(after):
                found = one.name[len(before) : len(one.name) - len(after)]
                if found and "." not in found:
                    yield found


def _dependency(tree: Tree, path: str, package: str) -> str | None:
    """The version of a package that a package.json asks for."""
    try:
        content: Any = json.loads(tree.read(path, _MOST_BYTES))
    except (FileProblem, ValueError, RecursionError):
        return None  # npm will say it: it is no file of this service
    for section in ("devDependencies", "dependencies"):
        listed = content.get(section) if isinstance(content, dict) else None
        version = listed.get(package) if isinstance(listed, dict) else None
        if isinstance(version, str):
            return version
    return None
