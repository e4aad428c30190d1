"""Links to the modules, templates and documents that a text names by relative paths."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.lazy import lazy_re
from s3lint.source import Tree, folder_of, join

# a text in quotes, or a value of YAML on one line
_TEXT = lazy_re(r'"(?P<quoted>[^"\n]{1,500})"|:[ \t]+(?P<plain>[^\s"\'#{\[&*!|>][^\n#"]{0,500})')
_HERE = lazy_re(r"^\$\{path\.(?:module|root|cwd)\}/|^\$\{get_terragrunt_dir\(\)\}/")
_MAIN = ("main.tf", "main.tofu", "terragrunt.hcl")


def links(tree: Tree, path: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Where a file or module of the tree is named, from start to end, and the file to open."""
    folder = folder_of(path)
    for match in _TEXT.finditer(text):
        group = match.lastgroup or "quoted"
        named = match[group].rstrip()
        target = _target(tree, folder, named)
        if target is not None and target != path:
            yield match.start(group), match.start(group) + len(named), target


def _target(tree: Tree, folder: str, named: str) -> str | None:
    """The file that a text names, where it looks like a path and something is there."""
    is_module = named.startswith(("./", "../")) or named in (".", "..")
    named = _HERE.sub("", named)
    if "://" in named or not (is_module or "." in named):
        return None
    place = join(folder, named.replace("//", "/"))
    if place is None:
        return None
    if tree.is_file(place):
        return place
    if not is_module or not tree.is_folder(place):
        return None
    names = [entry.name for entry in tree.entries(place) if not entry.is_folder]
    chosen = next((name for name in _MAIN if name in names), None)
    chosen = chosen or next((name for name in names if name.endswith((".tf", ".tofu", ".tf.json", ".hcl"))), None)
    return join(place, chosen) if chosen else None
