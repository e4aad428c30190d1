"""Templates that a stack names by the URL that they are uploaded to: the file of the tree that they are there from."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any
from weakref import WeakKeyDictionary

from s3lint.languages.cloudformation.detect import is_candidate
from s3lint.languages.cloudformation.evaluate.world import World
from s3lint.lazy import lazy_re
from s3lint.record import Struct, replace
from s3lint.source import Diagnostic, FileProblem, Location, Span, Tree, child, folder_of, join, name_of
from s3lint.source.memory import Memory
from s3lint.values import Text, Value, text_of

MOST_FOLDERS = 5_000  # that are looked through for templates
_LEFT_OUT = frozenset({"node_modules"})
_ASSET = lazy_re(r"([0-9a-f]{16,64})\.json\Z")
_MANIFEST = ".assets.json"


class _Index(Struct, frozen=True):
    """The files that may be templates, by their names; `is_cut`: there are more folders than are looked through."""

    names: dict[str, list[str]]
    is_cut: bool = False


_INDEXES: WeakKeyDictionary[Tree, Memory[str, _Index]] = WeakKeyDictionary()


def file_of(world: World, beside: str, url: Value | None, place: Span) -> str | None:
    """The file whose path ends as a URL does, further than any other's; None where that is none or several.

    `beside` is the template that has the URL, `place` where. An asset of the AWS CDK is told by the hash in its name.
    """
    tree = world.tree
    steps = _steps(url)
    if not steps:
        return None
    if _ASSET.match(steps[-1]):
        return _asset(world, beside, steps[-1])
    if not is_candidate(steps[-1]):
        return None
    index = _INDEXES.setdefault(tree, Memory(tree)).get(".", lambda: _named(tree))
    if index.is_cut:  # which file is the only one of a name cannot be told
        text = f"more than {MOST_FOLDERS} folders: s3lint does not look for the templates that URLs name"
        world.report("S3L905", text, place, incomplete=False, left_out="nested stack")
        return None
    shared = {path: _in_common(steps, path.split("/")) for path in index.names.get(steps[-1], ()) if path != beside}
    most = max(shared.values(), default=0)
    longest = [path for path, count in shared.items() if count == most]
    return longest[0] if len(longest) == 1 else None


def _steps(url: Value | None) -> list[str]:
    """The steps of a URL's path as far as they are known from its end: `x`, `child.yaml`."""
    if isinstance(url, Text):
        last = url.parts[-1]
        known = last if isinstance(last, str) else ""
        return known.partition("?")[0].split("/")[1:]
    text = text_of(url) if url is not None else None
    if text is None or "://" not in text:
        return []
    return text.partition("://")[2].partition("?")[0].split("/")[1:]


def _in_common(steps: list[str], path: list[str]) -> int:
    count = 0
    for one, other in zip(reversed(steps), reversed(path), strict=False):
        if one != other:
            break
        count += 1
    return count


def _named(tree: Tree) -> _Index:
    found: defaultdict[str, list[str]] = defaultdict(list)
    folders, seen = ["."], 0
    while folders and seen < MOST_FOLDERS:
        folder, seen = folders.pop(), seen + 1
        for entry in tree.entries(folder):
            path = child(folder, entry.name)
            if not entry.is_folder:
                if is_candidate(entry.name):
                    found[entry.name].append(path)
            elif not entry.is_link and not entry.name.startswith(".") and entry.name not in _LEFT_OUT:
                folders.append(path)
    return _Index({}, is_cut=True) if folders else _Index(dict(found))


def _asset(world: World, beside: str, key: str) -> str | None:
    """The file of an assembly that is uploaded under a key, as its manifests of assets say. Of several, which are all
    alike, that of the stack beside.

    https://docs.aws.amazon.com/cdk/v2/guide/configure-synth.html (cloud assembly)
    """
    folder, own = folder_of(beside), name_of(beside).removesuffix(".template.json") + _MANIFEST
    found: dict[str, str] = {}
    for entry in world.tree.entries(folder):
        if entry.is_folder or not entry.name.endswith(_MANIFEST):
            continue
        path = child(folder, entry.name)
        try:
            content: Any = json.loads(world.tree.read(path))
        except (FileProblem, ValueError, RecursionError):
            lost = Diagnostic("S3L901", "s3lint cannot read this manifest of assets", Location(path), incomplete=False)
            world.note(replace(lost, left_out="nested stack"))
            continue
        files = content.get("files") if isinstance(content, dict) else None
        for name, one in files.items() if isinstance(files, dict) else ():
            source = one.get("source") if isinstance(one, dict) else None
            named = source.get("path") if isinstance(source, dict) else None
            if isinstance(named, str) and f"{name}.json" == key:
                found[entry.name] = named
    return join(folder, found.get(own) or min(found.values())) if found else None
