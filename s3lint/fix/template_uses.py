"""What else reads a value of a template: a parameter's default, an entry of a mapping, what a parent stack gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from s3lint.edit.files import notation
from s3lint.fix.change import NoEdit, Use
from s3lint.fix.files import Files
from s3lint.fix.tree import Tree, tree_at, way_to
from s3lint.languages.cloudformation.reading.nodes import Map, Seq
from s3lint.source import Span

_RESOURCES = "Resources"


def alone(files: Files, use: Use, wanted: Iterable[Span]) -> None:
    """Raises NoEdit where something else than what is wanted reads the value."""
    born, wanted = use.born, list(wanted)
    names = names_at(files.of(born), born.path, born.start)
    if not names:
        raise NoEdit("no template states it in one place")
    if _RESOURCES in names[:2] and use.span.path == born.path:
        number = names.index(_RESOURCES) + 2
        if names_of(files, use.span)[:number] == names[:number]:
            return
    name = names[1] if names[0] == "Parameters" and len(names) > 1 else names[-1]
    table = names[1] if names[0] == "Mappings" else ""
    unplaced = (use.span.path, use.span.start) == (born.path, born.start)  # then one reading is that of the use
    pending, seen = [name], {name}
    templates = [tree for path in _read_with(files, born.path) if (tree := _tree(files, path))]
    while pending:
        one = pending.pop()
        for tree in templates:
            _admits(tree, one, use.wanted)
            for at, handed in _reading(tree, one, table):
                if any(span.path == tree.path and span.start <= at < span.end for span in wanted):
                    continue
                if unplaced and not handed:
                    unplaced = False
                elif not handed:
                    line = tree.text.count("\n", 0, at) + 1
                    raise NoEdit(f"{one} decides about something else, too, at {tree.path}:{line}")
                elif handed not in seen:
                    seen.add(handed)
                    pending.append(handed)


def _admits(tree: Tree, name: str, value: str) -> None:
    """Raises NoEdit where a parameter may not have a value."""
    for document in tree.reading.documents:
        declared = document.root.get("Parameters") if isinstance(document.root, Map) else None
        found = declared.get(name) if isinstance(declared, Map) else None
        if not isinstance(found, Map):
            continue
        allowed, pattern = found.get("AllowedValues"), found.get("AllowedPattern")
        if isinstance(allowed, Seq) and value not in {_plain(one) for one in allowed}:
            raise NoEdit(f"the parameter {name} does not allow {value}")
        if pattern is not None:
            raise NoEdit(f"the parameter {name} has an AllowedPattern")


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read_with(files: Files, path: str) -> list[str]:
    """The files that are read together with one."""
    found = {one for judged in files.part.judged if path in judged.files for one in judged.files}
    return sorted(found | {path})


def _tree(files: Files, path: str) -> Tree | None:
    try:
        text = files.seen(path)
        return None if notation(path, text) == "hcl" else tree_at(path, text)
    except NoEdit:
        return None


def names_at(text: str, path: str, at: int) -> tuple[str, ...]:
    """The keys on the way to a place; in a list of parameters that are given, the name of the parameter."""
    return tuple(key for key, _, _ in way_to(tree_at(path, text), at) if key)


def names_of(files: Files, span: Span) -> tuple[str, ...]:
    """The keys on the way to a span."""
    return names_at(files.of(span), span.path, span.start)


def _reading(tree: Tree, name: str, table: str) -> Iterator[tuple[int, str]]:
    """Where a template reads a name, and to which parameter of another stack it hands it there."""
    within = re.compile(rf"\$\{{(?:[^}}]*[.:])?{re.escape(name)}\}}")
    stack: list[tuple[object, int, tuple[str, ...]]] = [(d.root, d.start, ()) for d in tree.reading.documents]
    while stack:
        node, at, way = stack.pop()
        if isinstance(node, Map):
            if node.get("Ref") == name or _looks_up(node.get("Fn::FindInMap"), table, name):
                yield at, way[-1] if way[-2:-1] == ("Parameters",) and len(way) > 3 else ""
            stack += [(item, node.at[key][1], (*way, key)) for key, item in node.items()]
        elif isinstance(node, Seq):
            stack += [(item, place[0], way) for item, place in zip(node, node.at, strict=False)]
        elif isinstance(node, str) and within.search(node):
            yield at, ""


def _looks_up(stated: object, table: str, name: str) -> bool:
    """Whether a look-up may be of an entry of a table."""
    if not table or not isinstance(stated, Seq) or len(stated) < 3:
        return False
    return all(not isinstance(found, str) or found == one for found, one in ((stated[0], table), (stated[2], name)))
