"""Absolute paths in a tree whose place on a machine is not known, and the files that functions read by them."""

from __future__ import annotations

import posixpath

from s3lint.languages.terraform.evaluate import FileAccess
from s3lint.source import join
from s3lint.source.mounted import MountedTree

ROOT = "/…"  # stands for wherever the tree lies; no path of a machine begins so


def absolute(path: str) -> str:
    """A path of the tree as Terragrunt's functions give it."""
    return ROOT if path == "." else f"{ROOT}/{path}"


def in_tree(path: str, folder: str) -> str | None:
    """The path of the tree that a text names as seen from a folder; None where it leads out."""
    if path == ROOT or path.startswith(f"{ROOT}/"):
        return join(".", path[len(ROOT) :].lstrip("/") or ".")
    return join(folder, path)


def parents(folder: str) -> list[str]:
    """The folders above a folder, the nearest first."""
    found = []
    while folder != ".":
        folder = posixpath.dirname(folder) or "."
        found.append(folder)
    return found


class TreeFiles(FileAccess, frozen=True):
    """Files that are named by absolute paths too, and shown where they lie."""

    def place(self, path: str) -> str | None:
        """A path as the tree names it; None where it leaves the tree."""
        return in_tree(path, self.folder)

    def shown(self, path: str) -> str:
        """A path as reports name it."""
        place = self.place(path)
        return path if place is None else self.tree.real(place) if isinstance(self.tree, MountedTree) else place
