"""Which settings hold where: the nearest configuration file of each root, with the command line above it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from s3lint.checks import Check
from s3lint.checks.catalogue import ALL
from s3lint.config import BucketRole, ConfigError, ForbidRule, Layer, Settings, build, file_in, forbidden, load
from s3lint.config.schema import schema
from s3lint.engine.errors import UsageError
from s3lint.engine.input.scope import Scope, inside, scopes
from s3lint.engine.request import Request
from s3lint.record import replace
from s3lint.source import DiskTree, folder_of

if TYPE_CHECKING:
    from s3lint.source.revision import RevisionTree

FORBIDDEN = "S3L214"


class Configs:
    """The settings of every folder of one scope's tree."""

    def __init__(self, scope: Scope, request: Request, checks: Sequence[Check]) -> None:
        self._scope = scope
        self._request = request
        self._checks = checks
        self.expired_roles: list[BucketRole] = []
        self._by_file: dict[str | None, Settings] = {}
        self._by_folder: dict[str, Settings] = {}
        self._files: dict[str, str | None] = {}  # folder -> the configuration file that holds for it
        self.start = _common([t.path if not t.is_file else t.path.rpartition("/")[0] or "." for t in scope.targets])
        self.trusted = _trusted(scope, request)
        self.tree = self.trusted or scope.tree
        self._fixed = self._explicit(request.config, "--config") if request.config else None
        self._rules = tuple(rule for name in request.forbid for rule in self._rules_of(name))

    def run(self) -> Settings:
        """The settings of the run as a whole: of the folder that all targets have in common."""
        return self.of(self.start)

    def of(self, folder: str) -> Settings:
        """The settings that hold in a folder. Raises ConfigError."""
        if folder not in self._by_folder:
            file = self._file(folder)
            if file not in self._by_file:
                found = self._of_today(build(self.layers(folder), self._checks))
                self._by_file[file] = self._ruled(self._below(file, found))
            self._by_folder[folder] = self._by_file[file]
        return self._by_folder[folder]

    def _below(self, file: str | None, settings: Settings) -> Settings:
        """The settings of a file with what it cannot undo of the files above it: checks that nobody may silence."""
        folder = folder_of(file) if file is not None else "."
        if folder == ".":
            return settings
        above = self.of(folder_of(folder))
        kept = above.non_ignorable
        severity = {code: level for code, level in settings.severity.items() if code not in kept}
        return replace(
            settings,
            non_ignorable=settings.non_ignorable | kept,
            codes=settings.codes | (kept & above.codes),
            audit=settings.audit or above.audit,
            severity={**severity, **{code: level for code, level in above.severity.items() if code in kept}},
        )

    def close(self) -> None:
        """End the process that reads the trusted revision."""
        if self.trusted is not None:
            self.trusted.close()

    def hidden(self, folder: str) -> frozenset[str]:
        """The checks that the run asks for, and that the configuration of a folder turns off."""
        return self.run().codes - self.of(folder).codes

    def file_of(self, folder: str) -> str | None:
        """The configuration file that holds for a folder."""
        return self._file(folder)

    def _of_today(self, settings: Settings) -> Settings:
        """The settings without the roles of buckets that have expired, which are kept to be told."""
        today = self._request.today or date.today()
        over = [role for role in settings.bucket_roles if role.expired(today)]
        self.expired_roles += over
        return replace(settings, bucket_roles=tuple(r for r in settings.bucket_roles if r not in over))

    def _ruled(self, settings: Settings) -> Settings:
        """The settings with the rules of --forbid, which the tree cannot take back; rules on changes where asked."""
        rules = (*settings.forbidden, *self._rules)
        settings = replace(settings, forbidden=tuple(r for r in rules if self._request.new_since or not r.new))
        if not self._rules:
            return settings
        codes = {check.code for check in self._checks} & {FORBIDDEN}
        return replace(settings, codes=settings.codes | codes, non_ignorable=settings.non_ignorable | codes)

    def layers(self, folder: str) -> list[Layer]:
        """The layers whose settings hold in a folder, the command line's last."""
        file = self._file(folder)
        if self._fixed is not None:
            layers = self._fixed
        else:
            layers = load(self.tree, file, shown=self._scope.display(file)) if file else []
        return [*layers, self._command_line()]

    def _file(self, folder: str) -> str | None:
        """The configuration file that holds for a folder: that of the nearest folder upwards that has one."""
        if self._request.isolated or self._fixed is not None:
            return None
        if folder not in self._files:
            own = file_in(self.tree, folder)
            self._files[folder] = self._file(folder_of(folder)) if own is None and folder != "." else own
        return self._files[folder]

    def _command_line(self) -> Layer:
        return Layer(dict(self._request.options), self._scope.here or ".")

    def _rules_of(self, name: str) -> Iterator[ForbidRule]:
        """The rules of a file of --forbid, which holds nothing else."""
        for layer in self._explicit(name, "--forbid"):
            for key in layer.values.keys() - {"forbid", "extend"}:
                raise ConfigError(f"{layer.name}:{layer.line_of(key)}: {key}: a file of --forbid holds [[forbid]] only")
            yield from forbidden(layer)

    def _explicit(self, name: str, option: str) -> list[Layer]:
        """A file that an option names. It may lie outside the tree: its paths then start at `start`."""
        path = Path(os.path.abspath(self._scope.cwd / name))
        real = Path(os.path.realpath(path.parent)) / path.name
        within = inside(self._scope.root, real)
        if not real.is_file():
            raise ConfigError(f"{option} {name} does not exist")
        if within is not None:
            return load(self._scope.tree, within, shown=name)
        return [replace(layer, folder=self.start) for layer in load(DiskTree(real.parent), real.name, shown=name)]


def _trusted(scope: Scope, request: Request) -> RevisionTree | None:
    """The files of the revision that --config-from names. Raises UsageError."""
    if request.config_from is None:
        return None
    from s3lint.source.git import RevisionProblem
    from s3lint.source.revision import at

    try:
        return at(scope.root, request.config_from)
    except RevisionProblem as problem:
        raise UsageError(f"--config-from: {problem}") from problem


def _common(folders: Sequence[str]) -> str:
    """The deepest folder that holds all of them."""
    return posixpath.commonpath(["/" + folder if folder != "." else "/" for folder in folders])[1:] or "."


def in_force(request: Request) -> list[tuple[str, object, str]]:
    """Each setting with its value and where it was set, for the first of the paths."""
    scope = scopes(request.paths[:1], request.cwd)[0]
    configs = Configs(scope, request, ALL)
    settings = configs.run()
    layers = configs.layers(configs.start)
    found: list[tuple[str, object, str]] = []
    for key, rule in schema()["properties"].items():
        if key == "select":
            found.append((key, sorted(settings.codes), settings.origins.get(key, f"profile {settings.profile.word}")))
            continue
        layer = next((layer for layer in reversed(layers) if key in layer.values), None)
        if layer is not None:
            found.append((key, layer.values[key], layer.name))
        elif "default" in rule:
            found.append((key, rule["default"], "default"))
    return found
