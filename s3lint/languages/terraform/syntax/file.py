"""A configuration file: its blocks, found by the scanner, each parsed only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.syntax.parser import parse_body
from s3lint.languages.terraform.syntax.patterns import ATTRIBUTE, HEADER, LABELS, RESUME
from s3lint.languages.terraform.syntax.problem import SyntaxProblem, TooDeep
from s3lint.languages.terraform.syntax.scanner import Item, Scanner
from s3lint.source import Diagnostic, Source, Span

_MAX_ERRORS = 100  # more are not said


def repeated(source: Source, name: str, start: int) -> Diagnostic:
    """An argument that is written again, which Terraform refuses."""
    message = f"{name} is set twice, which terraform rejects: s3lint reads the last one"
    return Diagnostic.at("S3L901", message, source.span(start, start + len(name)), hint="remove one of the two")


def diagnose(source: Source, problem: SyntaxProblem) -> Diagnostic:
    """A syntax error as data."""
    code = "S3L905" if isinstance(problem, TooDeep) else "S3L901"
    length = len(source.text)
    start = min(problem.start, length)
    return Diagnostic.at(code, problem.message, source.span(start, min(max(problem.end, start), length)))


@dataclass(slots=True, eq=False)
class BlockHead:
    """A block of the top level: what its header says. Its body is parsed on demand and kept."""

    source: Source
    type: str
    labels: tuple[str, ...]
    start: int
    header_end: int  # the end of the last label
    inside: int  # the offset after the opening brace
    end: int
    scanner: Scanner | None = None  # None: the body was made with the head
    diagnostics: list[Diagnostic] = field(default_factory=list)
    duplicates: dict[int, Diagnostic] = field(default_factory=dict)  # arguments that stand twice, by their offset
    made: nodes.Body | None = None
    _items: dict[str, Item] | None = None
    _attributes: dict[str, nodes.Attribute | None] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """The whole block."""
        return self.source.span(self.start, self.end)

    @property
    def header(self) -> Span:
        """Its type and labels."""
        return self.source.span(self.start, self.header_end)

    @property
    def broken(self) -> bool:
        """Whether the parse so far has met a syntax error: then the block must not be taken for complete."""
        return bool(self.diagnostics)

    def body(self) -> nodes.Body:
        """What stands in it. Empty where there is a syntax error, which `diagnostics` then holds."""
        if self.made is None:
            close = self.end - 1
            try:
                self.made = parse_body(self.source, self.inside, close)
                for again in self.made.twice:
                    self.repeat(again.name, again.start)
            except SyntaxProblem as problem:
                self._say(problem)
                self.made = nodes.Body(start=self.inside, end=close, diagnostics=list(self.diagnostics))
        return self.made

    def attribute_names(self) -> list[str]:
        """The names of its attributes, in order."""
        if self.made is not None:
            return list(self.made.attributes)
        return list(self._sliced())

    def attribute(self, name: str) -> nodes.Attribute | None:
        """One attribute, without parsing the others."""
        if self.made is not None:
            return self.made.attributes.get(name)
        if name not in self._attributes:
            item = self._sliced().get(name)
            if self.made is not None:
                return self.made.attributes.get(name)
            self._attributes[name] = self._parsed(item) if item else None
        return self._attributes[name]

    def _parsed(self, item: Item) -> nodes.Attribute | None:
        try:
            return parse_body(self.source, item.start, item.end).attributes.get(item.name)
        except SyntaxProblem as problem:
            self._say(problem)
            return None

    def repeat(self, name: str, start: int) -> None:
        """Notes an argument that is written again."""
        self.duplicates.setdefault(start, repeated(self.source, name, start))

    def _say(self, problem: SyntaxProblem) -> None:
        diagnostic = diagnose(self.source, problem)
        if diagnostic not in self.diagnostics:
            self.diagnostics.append(diagnostic)

    def _sliced(self) -> dict[str, Item]:
        if self._items is None:
            self._items = {}
            try:
                items = self.scanner.items(self.inside, self.end - 1) if self.scanner else []
                for item in items:
                    if item.is_block:
                        continue
                    if item.name in self._items:
                        self.repeat(item.name, item.start)
                    self._items[item.name] = item
            except SyntaxProblem:
                # the parser says better than the scanner what is wrong
                self._items = {name: Item(name, False, 0, 0, 0) for name in self.body().attributes}
        return self._items


@dataclass(slots=True, eq=False)
class File:
    """A configuration file. `diagnostics` are those of the scan; each block has its own beside them."""

    source: Source
    blocks: list[BlockHead] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_file(source: Source) -> File:
    """Split a `.tf` or `.tofu` file into its blocks. After an error, reading goes on at the next block."""
    return _Splitter(source).run()


class _Splitter:
    """Walks the top level of a file.

    A block that does not end costs a scan of the rest of the file. After a few of those, a block may reach no
    further than the next line that starts a block, so that the whole stays linear.
    """

    def __init__(self, source: Source) -> None:
        self.file = File(source)
        self.source = source
        self.scanner = Scanner(source.text)
        self.patience = 4 * len(source.text) + (1 << 20)

    def run(self) -> File:
        """The file, split."""
        text, limit = self.source.text, len(self.source.text)
        at = self.scanner.blanks(0, limit)
        while at < limit:
            header = HEADER.match(text, at)
            if header:
                at = self._block(header[1], header[2], header.start(2), at, header.end())
            else:
                at = self._no_block(at)
            at = self.scanner.blanks(at, limit)
        return self.file

    def _block(self, type: str, labels: str, labels_start: int, start: int, inside: int) -> int:
        limit = len(self.source.text)
        if self.patience < 0 and (following := RESUME.search(self.source.text, inside)):
            limit = following.start()
        try:
            end = self.scanner.block_end(inside, limit)
        except SyntaxProblem as problem:
            if problem.start == inside:
                problem = SyntaxProblem("the block is not closed", start, labels_start + len(labels))
            self._report(problem)
            return self._resume(inside, limit)
        words = [m for m in LABELS.finditer(labels) if m[1] or m[2]]
        names = tuple(_unquoted(m[1]) if m[1] else m[2] for m in words)
        header_end = labels_start + (words[-1].end() if words else 0)
        self.file.blocks.append(
            BlockHead(self.source, type, names, start, header_end, inside, end, scanner=self.scanner)
        )
        return end

    def _no_block(self, at: int) -> int:
        text, limit = self.source.text, len(self.source.text)
        attribute = ATTRIBUTE.match(text, at)
        if attribute is None:
            line_end = text.find("\n", at)
            line_end = limit if line_end < 0 else line_end
            self._report(SyntaxProblem("expected a block", at, line_end))
            return self._resume(at + 1, limit)
        try:
            end = self.scanner.attribute_end(attribute.end(), limit)
        except SyntaxProblem as problem:
            self._report(problem)
            return self._resume(attribute.end(), limit)
        # Terraform's parser takes it, its loader does not
        span = self.source.span(at, end)
        if len(self.file.diagnostics) < _MAX_ERRORS:
            self.file.diagnostics.append(Diagnostic.at("S3L907", f"`{attribute[1]}` is outside any block", span))
        return max(end, at + 1)

    def _resume(self, at: int, reached: int) -> int:
        self.patience -= reached - at
        following = RESUME.search(self.source.text, at)
        return following.start() if following else len(self.source.text)

    def _report(self, problem: SyntaxProblem) -> None:
        if len(self.file.diagnostics) < _MAX_ERRORS:
            self.file.diagnostics.append(diagnose(self.source, problem))


def _unquoted(label: str) -> str:
    return label[1:-1].replace('\\"', '"').replace("\\\\", "\\")


def read_values(source: Source) -> nodes.Body:
    """A `.tfvars` file: attributes alone. One that cannot be read is left out and said in the body's diagnostics."""
    body = nodes.Body(start=0, end=len(source.text))
    for start, end in _assignments(source, body.diagnostics):
        try:
            found = parse_body(source, start, end).attributes
            body.diagnostics += [repeated(source, n, a.start) for n, a in found.items() if n in body.attributes]
            body.attributes.update(found)
        except SyntaxProblem as problem:
            body.diagnostics.append(diagnose(source, problem))
    return body


def _assignments(source: Source, diagnostics: list[Diagnostic]) -> Iterator[tuple[int, int]]:
    scanner, limit = Scanner(source.text), len(source.text)
    at = scanner.blanks(0, limit)
    while at < limit:
        attribute = ATTRIBUTE.match(source.text, at)
        try:
            if attribute is None:
                raise SyntaxProblem("expected `name = value`", at, at + 1)
            end = scanner.attribute_end(attribute.end(), limit)
            if end <= at or source.text[end : end + 1] in ("}", ")", "]"):
                raise SyntaxProblem(f"`{source.text[end]}` closes nothing", end, end + 1)
            yield at, end
        except SyntaxProblem as problem:
            diagnostics.append(diagnose(source, problem))
            if len(diagnostics) >= _MAX_ERRORS:  # each may have read the rest of the file
                return
            end = source.text.find("\n", max(at + 1, problem.start))
            if end < 0:
                return
        at = scanner.blanks(end, limit)
