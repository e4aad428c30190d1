"""Finding and reading configuration files. Each file is a layer; `extend` puts others below it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from s3lint.config.errors import ConfigError
from s3lint.config.schema import Misfit, misfits
from s3lint.record import Struct
from s3lint.source import FileProblem, Tree, folder_of, join, name_of
from s3lint.source.toml import BadToml, read_toml

NAMES = ("s3lint.toml", ".s3lint.toml", "pyproject.toml")
MAX_EXTENDS = 16
MAX_BYTES = 1 << 20


class Layer(Struct, frozen=True):
    """One file's settings (or the command line's), and where they stand."""

    values: dict[str, Any]
    folder: str = "."  # paths and patterns in it are relative to this
    name: str = "the command line"
    text: str = ""

    def line_of(self, *path: str | int) -> int:
        """The line of a setting, for messages (tomllib gives no places)."""
        return _line_of(self.text, path)


def find(tree: Tree, folder: str) -> str | None:
    """The configuration file that holds for a folder: that of the nearest folder upwards that has one."""
    while True:
        found = file_in(tree, folder)
        if found is not None or folder == ".":
            return found
        folder = folder_of(folder)


def file_in(tree: Tree, folder: str) -> str | None:
    """The configuration file that lies in a folder."""
    for name in NAMES:
        path = join(folder, name)
        if path and tree.is_file(path) and (name != "pyproject.toml" or _has_table(tree, path)):
            return path
    return None


def _has_table(tree: Tree, path: str) -> bool:
    try:
        return b"tool.s3lint" in tree.read(path, MAX_BYTES)
    except FileProblem:
        return False


def load(tree: Tree, path: str, *, shown: str = "") -> list[Layer]:
    """The layers of a file, the lowest first. Raises ConfigError."""
    layers: list[Layer] = []
    seen: set[str] = set()
    while True:
        seen.add(path)
        layer = _read(tree, path, shown or path)
        layers.insert(0, layer)
        base = layer.values.get("extend")
        if base is None:
            return layers
        target = join(folder_of(path), base)
        where = f"{layer.name}:{layer.line_of('extend')}"
        if target is None:
            raise ConfigError(f"{where}: extend = '{base}' is outside the scanned tree")
        if target in seen or len(seen) >= MAX_EXTENDS:
            raise ConfigError(f"{where}: extend = '{base}' extends itself")
        if not tree.is_file(target):
            raise ConfigError(f"{where}: extend = '{base}' does not exist")
        path, shown = target, target


def _write_dates(values: dict[str, Any]) -> None:
    """Dates of TOML's own kind, as the text that they are elsewhere: `until = 2027-01-31`."""
    for tables in (values.get("per-path"), values.get("bucket")):
        for table in tables if isinstance(tables, list) else ():
            if isinstance(table, dict) and type(table.get("until")) is date:
                table["until"] = table["until"].isoformat()


def _read(tree: Tree, path: str, shown: str) -> Layer:
    try:
        text = tree.read(path, MAX_BYTES).decode("utf-8-sig")
        values = read_toml(text)
    except FileProblem as problem:
        raise ConfigError(f"{shown} {problem}") from problem
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown} is not UTF-8") from error
    except BadToml as error:
        raise ConfigError(f"{shown} {error}") from error
    if name_of(path) == "pyproject.toml":
        tool = values.get("tool")
        values = tool.get("s3lint", {}) if isinstance(tool, dict) else {}
        if not isinstance(values, dict):
            raise ConfigError(f"{shown}: [tool.s3lint] must be a table")
    _write_dates(values)
    layer = Layer(values, folder_of(path), shown, text)
    for misfit in misfits(values):
        raise ConfigError(_message(layer, misfit))
    return layer


def _message(layer: Layer, misfit: Misfit) -> str:
    where = f"{layer.name}:{layer.line_of(*misfit.path)}"
    names = ".".join(str(step) for step in misfit.path if isinstance(step, str))
    prefix = "" if misfit.message.startswith("unknown setting") or not names else f"{names}: "
    return f"{where}: {prefix}{misfit.message}"


def _line_of(text: str, path: tuple[str | int, ...]) -> int:
    at = 0
    for step in path:
        at = _nth_table(text, at, step) if isinstance(step, int) else _key(text, at, step)
    return at + 1


# a file may have many tables, each of which is looked for
@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return text.splitlines()


@lru_cache(maxsize=1024)
def _key(text: str, at: int, key: str) -> int:
    """The line of a key or table, from a line on."""
    name = rf"[\"']?{re.escape(key)}[\"']?"
    pattern = re.compile(rf"\s*(?:\[+\s*(?:tool\.s3lint\.)?{name}[\s.\]]|{name}\s*[=.])")
    lines = _lines(text)
    return next((n for n in range(at, len(lines)) if pattern.match(lines[n])), at)


def _nth_table(text: str, at: int, number: int) -> int:
    """The line of the n-th `[[table]]` from its first one on."""
    lines = _lines(text)
    header = lines[at].strip() if at < len(lines) else ""
    same = _alike(text, at, header.split("]]")[0] + "]]") if header.startswith("[[") else []
    return same[number] if number < len(same) else at


@lru_cache(maxsize=16)
def _alike(text: str, at: int, header: str) -> list[int]:
    lines = _lines(text)
    return [n for n in range(at, len(lines)) if lines[n].lstrip().startswith(header)]
