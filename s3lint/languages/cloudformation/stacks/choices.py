"""What a template may be deployed with: the allowed values of parameters that it selects by, and parameter files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from s3lint.aws.wrappers import TEMPLATE_LOCATIONS
from s3lint.languages.cloudformation.evaluate.stack import Stack
from s3lint.languages.cloudformation.reading import Map, Node, Seq, read
from s3lint.languages.cloudformation.shape import is_template
from s3lint.languages.cloudformation.stacks.parameter_files import from_node, overrides
from s3lint.source import FileProblem, Tree, folder_of, join, name_of
from s3lint.values import Scalar, text_of
from s3lint.values.environment import DEFAULTS, FILES, Answer, Choice, is_switch

_MOST_ANSWERS = 20
_MOST_BYTES = 1 << 16
_WORDS = ("param", "config", "env", "stage", "deploy")  # in the names of folders that hold parameter files
_LOOKUPS = ("Fn::FindInMap", "Fn::Select")


def choices(tree: Tree, stacks: list[Stack]) -> list[Choice]:
    """The choices that the templates of a file declare. What is given is none."""
    found: dict[str, Choice] = {}
    for stack in stacks:
        given = stack.world.inputs.variables.keys()
        files = [] if stack.world.inputs.parameter_files else list(_files(tree, stack))
        watched = frozenset(name for answer in files for name in answer.variables).difference(given)
        if watched:
            supplied = _misses(stack, watched)
            found[FILES] = Choice(FILES, (*(() if supplied else (Answer(DEFAULTS),)), *files), watched)
        fixed = watched | stack.world.given.keys()
        found.update((choice.question, choice) for choice in _listed(stack) if choice.question not in fixed)
    return list(found.values())


def _misses(stack: Stack, given: frozenset[str]) -> bool:
    """Whether a parameter has no value by default, and files give it one."""
    declared = stack.section("Parameters")
    return any(isinstance(node := declared.get(name), Map) and "Default" not in node for name in given)


def _listed(stack: Stack) -> Iterator[Choice]:
    by = _selected(stack)
    for name, node in stack.section("Parameters").items():
        allowed = node.get("AllowedValues") if isinstance(node, Map) and name in by else None
        kind = str(node.get("Type", "String")) if isinstance(node, Map) else ""
        if not isinstance(allowed, Seq) or kind.endswith(("List", ">")):
            continue
        texts = [text for item in allowed if isinstance(item, str | int | float) and (text := text_of(Scalar(item)))]
        if not 1 < len(texts) <= _MOST_ANSWERS:
            continue
        default = text_of(Scalar(node["Default"])) if isinstance(node.get("Default"), str | int | float) else None
        names = dict.fromkeys((*([default] if default in texts else ()), *texts))
        answers = tuple(Answer(text, variables={} if text == default else {name: text}) for text in names if text)
        yield Choice(name, answers, frozenset({name}), is_switch(texts))


def _selected(stack: Stack) -> set[str]:
    """The names that conditions, rules and lookups of a template ask for, or that it hands to a nested stack."""
    found = set(_names(stack.root.get("Conditions")))
    found.update(_names(stack.root.get("Rules")))
    pending: list[Node] = [stack.root.get("Resources"), stack.root.get("Outputs")]
    while pending:
        node = pending.pop()
        if isinstance(node, Map):
            for key, value in node.items():
                if key in _LOOKUPS:
                    found.update(_names(value))
            kind = node.get("Type")
            if isinstance(kind, str) and kind in TEMPLATE_LOCATIONS:
                found.update(_names(node.get("Properties")))
            pending += node.values()
        elif isinstance(node, Seq):
            pending += node
    return found


def _names(node: Node) -> Iterator[str]:
    pending = [node]
    while pending:
        one = pending.pop()
        if isinstance(one, Map):
            if isinstance(one.get("Ref"), str):
                yield one["Ref"]
            pending += one.values()
        elif isinstance(one, Seq):
            pending += one


def _files(tree: Tree, stack: Stack) -> Iterator[Answer]:
    """The parameter files around a template that set its parameters, and mostly those."""
    declared = stack.section("Parameters").keys()
    names: dict[str, int] = {}
    for path, name, values in _candidates(tree, stack.path):
        known = values.keys() & declared
        if known and 2 * len(values.keys() - declared) <= len(values):
            names[name] = names.get(name, 0) + 1
            shown = name if names[name] == 1 else f"{name}-{names[name]}"
            yield Answer(shown, path, variables={key: values[key] for key in sorted(known)})


def _candidates(tree: Tree, template: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    here = folder_of(template)
    places = [here, *_folders(tree, here)]
    while here != ".":
        here = folder_of(here)
        places += _folders(tree, here)
    for folder in places:
        for entry in tree.entries(folder):
            path = join(folder, entry.name)
            if not entry.is_folder and path is not None and path != template:
                yield from _read(tree, path, template)


def _folders(tree: Tree, folder: str) -> list[str]:
    """The folders in one that parameter files lie in by their names."""
    named = [e.name for e in tree.entries(folder) if e.is_folder and any(word in e.name.lower() for word in _WORDS)]
    return [path for name in sorted(named) if (path := join(folder, name)) is not None]


def _read(tree: Tree, path: str, template: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    name = name_of(path)
    if not name.endswith((".json", ".toml")):
        return
    try:
        data = tree.read(path, _MOST_BYTES)
    except FileProblem:
        return
    if name == "samconfig.toml":
        yield from ((path, one, values) for one, values in _stages(data) if one != "default")
        return
    if not name.endswith(".json") or not (
        b"ParameterKey" in data or b'"Parameters"' in data or "param" in path.lower()
    ):
        return
    reading = read(path, data)
    for document in reading.documents[:1]:
        values = None if is_template(document) else from_node(document.root, path, template)
        if values:
            yield path, _environment(path, template), values


def _stages(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """The environments of a samconfig.toml, each with its overrides."""
    try:
        settings: dict[str, Any] = tomllib.loads(data.decode("utf-8", "replace"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    for name, section in settings.items():
        found: dict[str, str] = {}
        for command in ("global", "deploy"):
            inner = section.get(command) if isinstance(section, dict) else None
            parameters = inner.get("parameters") if isinstance(inner, dict) else None
            found.update(overrides(parameters.get("parameter_overrides")) if isinstance(parameters, dict) else {})
        if found:
            yield name, found


def _environment(path: str, template: str) -> str:
    """What of a parameter file's name is not the template's, nor says that it holds parameters: `app-prod.json`."""
    stem = name_of(path).removesuffix(".json")
    words = [word for word in stem.replace("_", "-").replace(".", "-").split("-") if "param" not in word.lower()]
    own = name_of(template).split(".")[0].replace("_", "-").split("-")
    kept = [word for word in words if word not in own] or words
    return "-".join(kept) or name_of(folder_of(path))
