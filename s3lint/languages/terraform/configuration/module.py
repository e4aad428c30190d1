"""A module as it is written: its blocks by name, read once however often it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from s3lint.aws import types
from s3lint.languages.terraform.configuration.content import Argument, Content, content_of
from s3lint.languages.terraform.configuration.files import ending, is_json, module_files, read_source
from s3lint.languages.terraform.syntax import BlockHead, File, nodes, read_file, read_json
from s3lint.languages.terraform.syntax.escapes import words
from s3lint.record import Struct, field
from s3lint.source import Diagnostic, Location, Source, Span, Tree

# blocks that make no bucket and hold no value that others refer to
_WITHOUT_EFFECT = {
    *("removed", "import", "check", "action", "ephemeral", "list", "run", "assert"),
    "language",  # which versions a module is made for (OpenTofu 1.12)
}
_LABELS = {"resource": 2, "data": 2, "module": 1, "variable": 1, "output": 1, "provider": 1, "ephemeral": 2}


Read = Callable[[Tree, str, list[Diagnostic]], File | None]
"""What reads a file of a module: where it cannot, it notes why."""


class Declaration:
    """A top-level block with the override blocks that change it."""

    def __init__(self, head: BlockHead) -> None:
        self.heads = [head]

    @property
    def head(self) -> BlockHead:
        """The block that stands for it."""
        return self.heads[0]

    @property
    def name(self) -> str:
        """Its last label."""
        return self.head.labels[-1]

    @property
    def header(self) -> Span:
        """The line that opens it."""
        return self.head.header

    @property
    def span(self) -> Span:
        """The whole block."""
        return self.head.span

    @cached_property
    def content(self) -> Content:
        """Its body, overrides applied."""
        merged: Content | None = None
        for head in self.heads:
            body = content_of(head.source, head.body(), is_json(head.source.path))
            merged = body if merged is None else merged.overridden(body)
        return merged or Content({})

    def argument(self, name: str) -> Argument | None:
        """One argument, without parsing the rest of the block where only that is needed."""
        for head in reversed(self.heads):
            found = head.attribute(name)
            if found is not None:
                return Argument(name, found.expression, head.source, found.start)
        return None

    def lifecycle(self, name: str) -> Argument | None:
        """One argument of its `lifecycle` block, which overrides change argument by argument."""
        for head in reversed(self.heads):
            text = words(head.span.text)
            if "lifecycle" in text and name in text:
                for block in content_of(head.source, head.body(), is_json(head.source.path)).nested("lifecycle"):
                    if name in block.content.arguments:
                        return block.content.arguments[name]
        return None


class Module(Struct):
    """The blocks of one folder."""

    folder: str
    files: tuple[str, ...] = ()
    sources: list[Source] = field(default_factory=list)
    variables: dict[str, Declaration] = field(default_factory=dict)
    locals: dict[str, BlockHead] = field(default_factory=dict)
    outputs: dict[str, Declaration] = field(default_factory=dict)
    resources: dict[tuple[str, str, str], Declaration] = field(default_factory=dict)  # mode, type, name
    calls: dict[str, Declaration] = field(default_factory=dict)
    providers: list[Declaration] = field(default_factory=list)
    settings: list[Declaration] = field(default_factory=list)  # `terraform` blocks
    moved: list[Declaration] = field(default_factory=list)
    heads: list[BlockHead] = field(default_factory=list)
    parts: dict[str, File] = field(default_factory=dict)  # its files by their paths
    diagnostics: list[Diagnostic] = field(default_factory=list)
    # sources that are no files of the tree, with the place that stands for what is written there (None: that of the
    # call): a summary that comes with s3lint, a text that is generated
    built_in: dict[Source, Span | None] = field(default_factory=dict)

    def all_diagnostics(self) -> Iterable[Diagnostic]:
        """What went wrong while reading its files, and the blocks that were needed."""
        yield from self.diagnostics
        for head in self.heads:
            yield from head.diagnostics
            yield from head.duplicates.values()

    def has_mistakes(self) -> bool:
        """Whether something was found wrong in its blocks so far."""
        return any(head.has_mistakes for head in self.heads)

    def makes_something(self) -> bool:
        """Whether it has more than declarations: variables that several roots link to make nothing where they stand."""
        return bool(self.resources or self.calls)

    def has_backend(self) -> bool:
        """Whether it says where its state is kept: the mark of a root module."""
        for declaration in self.settings:
            text = words(declaration.span.text)
            if "backend" not in text and "cloud" not in text:
                continue
            content = declaration.content
            if any(True for name in ("backend", "cloud") for _ in content.nested(name)):
                return True
        return False


def read_module(tree: Tree, folder: str, engine: str, read: Read | None = None) -> Module:
    """Reads the files of a folder. What cannot be read is a diagnostic of the module."""
    files = module_files(tree, folder, engine)
    module = Module(folder, files.all)
    for path, why in files.unread:
        _note_unread(tree, path, why, module)
    for path in files.primary:
        for head in _heads(tree, path, module, read or read_code):
            _add(module, head)
    for path in files.overrides:
        for head in _heads(tree, path, module, read or read_code):
            _override(module, head)
    return module


def module_of(source: Source) -> Module:
    """A module that comes with s3lint, from its text."""
    module = Module(source.path, (), [source], built_in={source: None})
    for head in read_file(source).blocks:
        _add(module, head)
    return module


def read_summary(tree: Tree, path: str) -> Module:
    """A summary that the tree holds: what it says stands at the call of its module."""
    module = Module(path, (path,))
    for head in _heads(tree, path, module, read_code):
        _add(module, head)
    module.built_in.update(dict.fromkeys(module.sources))
    return module


def _note_unread(tree: Tree, path: str, why: str, module: Module) -> None:
    """Say that a file is left out, where it speaks of S3."""
    source = read_source(tree, path, [])
    if source is not None and types.subjects().search(words(source.text)):
        hint = "pass --engine terraform or --engine opentofu, whichever runs this code"
        said = f"s3lint does not read this file: {why}"
        module.diagnostics.append(Diagnostic("S3L907", said, Location(path), False, hint, f"{ending(path)} file"))


def _heads(tree: Tree, path: str, module: Module, read: Read) -> list[BlockHead]:
    file = read(tree, path, module.diagnostics)
    if file is None:
        return []
    module.parts[path] = file
    module.sources.append(file.source)
    module.diagnostics += file.diagnostics
    module.heads += file.blocks
    return list(file.blocks)


def read_code(tree: Tree, path: str, diagnostics: list[Diagnostic], shown: str = "") -> File | None:
    """A file split into its blocks, or None and a diagnostic; `shown` is where it stands, where that is elsewhere."""
    source = read_source(tree, path, diagnostics)
    if source is None:
        return None
    source.path = shown or path
    return split(source, path)


def split(source: Source, path: str) -> File:
    """The blocks of a text, as the name of its file says that it is written."""
    return read_json(source) if is_json(path) else read_file(source)


def _add(module: Module, head: BlockHead) -> None:
    if head.type == "locals":
        for name in head.attribute_names():
            if name in module.locals and module.locals[name] is not head:
                _declared_twice(module, f"local.{name}", head, module.locals[name])
            module.locals[name] = head
        return
    if head.type in _WITHOUT_EFFECT:
        return
    if head.type == "moved":
        module.moved.append(Declaration(head))
        return
    if head.type in ("terraform", "provider"):
        (module.settings if head.type == "terraform" else module.providers).append(Declaration(head))
        return
    if len(head.labels) != _LABELS.get(head.type, -1):
        _unsupported(module, head)
        return
    table, key = _place(module, head)
    first = table.setdefault(key, Declaration(head)).head
    if first is not head:
        _declared_twice(module, " ".join((head.type, *head.labels)), head, first)


def _declared_twice(module: Module, name: str, head: BlockHead, first: BlockHead) -> None:
    """A name that is declared again is an error in Terraform: of blocks the first is read, of locals the last."""
    start = first.header.location()
    message = f"{name} is declared twice, which terraform rejects (first in {start.path}:{start.line})"
    read = "this" if head.type == "locals" else "only the first"
    module.diagnostics.append(
        Diagnostic.at(
            "S3L901", f"{message}: s3lint reads {read} one", head.header, hint="rename or remove one of the two"
        )
    )


def _place(module: Module, head: BlockHead) -> tuple[dict[object, Declaration], object]:
    if head.type in ("resource", "data"):
        mode = "managed" if head.type == "resource" else "data"
        return module.resources, (mode, *head.labels)  # type: ignore[return-value]
    tables = {"variable": module.variables, "output": module.outputs, "module": module.calls}
    return tables[head.type], head.labels[0]  # type: ignore[return-value]


def _unsupported(module: Module, head: BlockHead) -> None:
    if head.type in _LABELS:
        wanted = _LABELS[head.type]
        message = f"a {head.type} block has {wanted} label{'s' * (wanted > 1)}, but this one has {len(head.labels)}"
    else:
        message = f"s3lint skips a block of the unsupported type {head.type!r}"
    module.diagnostics.append(Diagnostic.at("S3L901", message, head.header))


def _override(module: Module, head: BlockHead) -> None:
    if head.type in ("locals", "terraform", "provider") or len(head.labels) != _LABELS.get(head.type, -1):
        _override_unnamed(module, head)
        return
    table, key = _place(module, head)
    if key in table:
        table[key].heads.append(head)
    else:
        table[key] = Declaration(head)


def _override_unnamed(module: Module, head: BlockHead) -> None:
    if head.type == "locals":
        module.locals.update(dict.fromkeys(head.attribute_names(), head))
        return
    if head.type != "provider" or not head.labels:
        _add(module, head)
        return
    alias = _alias(Declaration(head))
    for declaration in module.providers:
        if declaration.head.labels == head.labels and _alias(declaration) == alias:
            declaration.heads.append(head)
            return
    module.providers.append(Declaration(head))


def _alias(declaration: Declaration) -> str | None:
    found = declaration.argument("alias")
    literal = found.expression if found else None
    return literal.data if isinstance(literal, nodes.Literal) else None
