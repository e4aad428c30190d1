"""The same document in other spellings: whatever the language's own parser reads as the same."""

from __future__ import annotations

import json
import re
from random import Random

import yaml

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_HEADER = re.compile(r'^([ \t]*\w+)((?:[ \t]+"[\w.-]+")+)([ \t]*\{)', re.M)
_LABEL = re.compile(r'[ \t]+"([\w.-]+)"')
_PLAIN_STRING = re.compile(r'(?<=[=,\[] )"([\w:/.*@ -]+)"')
_HEREDOC = re.compile(r"<<-?(\w+)$", re.M)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?:::[A-Za-z0-9]+)*")

_OURS = ('"resource"', '"Resources"', '"format_version"')  # other JSON is what the code says that it is
SIMPLE = 900  # characters of a key without a question mark: YAML takes 1,024


def hcl(text: str, random: Random) -> str:
    """Escapes in labels and strings, comments between labels, and a byte order mark."""

    def string(found: re.Match[str]) -> str:
        return _in_hcl(found[1], random)

    def header(found: re.Match[str]) -> str:
        labels = _LABEL.sub(lambda m: random.choice([" ", "", " /* { */ "]) + _in_hcl(m[1], random), found[2])
        return found[1] + (" " if labels[0] == '"' and random.random() < 0.5 else "") + labels + found[3]

    lines, closing = [], ""  # of the heredoc that a line is in
    for line in text.splitlines(keepends=True):
        if not closing:
            line = _HEADER.sub(header, line) if _HEADER.match(line) else _PLAIN_STRING.sub(string, line)
            opened = _HEREDOC.search(line)
            closing = opened[1] if opened else ""
        elif line.strip() == closing:
            closing = ""
        lines.append(line)
    return random.choice(["", "\ufeff"]) + "".join(lines)


def _in_hcl(text: str, random: Random) -> str:
    forms = ["{0}", "{0}", r"\u{1:04x}", r"\U{1:08X}"]
    return '"' + "".join(random.choice(forms).format(c, ord(c)) for c in text) + '"'


def json_text(text: str, random: Random) -> str:
    """Escapes in keys and strings, and white space around them."""

    def string(found: re.Match[str]) -> str:
        decoded: str = json.loads(found[0])
        blank = random.choice(["", " ", "\n", "\t\r\n" + " " * 80])
        return blank + '"' + "".join(_in_json(c, random) for c in decoded) + '"' + blank

    return _STRING.sub(string, text)


def _in_json(letter: str, random: Random) -> str:
    plain = json.dumps(letter, ensure_ascii=False)[1:-1]
    short = r"\/" if letter == "/" else plain
    escaped = json.dumps(letter)[1:-1] if ord(letter) > 0xFFFF else f"\\u{ord(letter):04x}"
    return random.choice([plain, plain, short, escaped])


def template(text: str, random: Random) -> str | bytes:
    """A YAML template with other quotes, escapes, blanks, comments, anchors, complex keys, flow style and encodings."""
    root = yaml.compose(text, yaml.SafeLoader)
    made = random.choice(["", "\ufeff", "# a comment\n", "%YAML 1.1\n---\n", "--- "]) + _Writer(random).whole(root)
    return made.encode("utf-16") if random.random() < 0.2 else made


class _Writer:
    """Writes nodes in any style."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.anchors: dict[tuple[str, str], str] = {}  # tag and text -> anchor

    def whole(self, node: yaml.Node) -> str:
        return f"\n{self.block(node, 0)}\n" if self.random.random() < 0.8 else self.flow(node) + "\n"

    def block(self, node: yaml.Node, depth: int) -> str:
        """A node that begins on a line of its own."""
        indent = " " * depth
        if isinstance(node, yaml.MappingNode) and node.value:
            return "\n".join(self.entry(key, value, depth) for key, value in node.value)
        if isinstance(node, yaml.SequenceNode) and node.value:
            return "\n".join(f"{indent}-{self.after(item, depth + 2)}" for item in node.value)
        return indent + self.flow(node)

    def entry(self, key: yaml.Node, value: yaml.Node, depth: int) -> str:
        indent, below = " " * depth, depth + self.random.choice([1, 2, 4])
        is_complex = self.random.random() < 0.2
        name = self.scalar(key, breaks=f"\n{indent}   " if is_complex else "")
        if is_complex or len(name) > SIMPLE:
            return f"{indent}? {name}\n{indent}:{self.after(value, below)}"
        blanks = self.random.choice(["", "", " ", " " * 80])
        return f"{indent}{name}{blanks or ' ' * name.startswith('*')}:{self.after(value, below)}"

    def after(self, value: yaml.Node, depth: int) -> str:
        """A node behind a key or a dash."""
        is_full = isinstance(value, yaml.CollectionNode) and bool(value.value)
        if not is_full or self.random.random() < 0.2:
            return " " + self.flow(value) + self.random.choice(["", "", "  # Resources: a comment"])
        return f"{self.tag(value)}\n{self.block(value, depth)}"

    def tag(self, node: yaml.Node) -> str:
        return f" {node.tag}" if node.tag.startswith("!") else ""

    def flow(self, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        tag = self.tag(node).lstrip() + " " * node.tag.startswith("!")
        if isinstance(node, yaml.SequenceNode):
            return f"{tag}[{', '.join(map(self.flow, node.value))}]"
        inner = ", ".join(f"{self.scalar(key)} : {self.flow(value)}" for key, value in node.value)
        return f"{tag}{{{inner}}}"

    def scalar(self, node: yaml.Node, breaks: str = "") -> str:
        assert isinstance(node, yaml.ScalarNode)
        if node.tag not in ("tag:yaml.org,2002:str", "!") and not node.tag.startswith("!"):
            return str(node.value)
        known = self.anchors.get((node.tag, node.value))
        if known and self.random.random() < 0.3:
            return f"*{known}"
        tag = f"{node.tag} " if node.tag.startswith("!") and node.tag != "!" else ""
        if not known and self.random.random() < 0.2:
            known = self.anchors[node.tag, node.value] = f"a{len(self.anchors)}"
            tag = f"&{known} {tag}"
        elif not tag and self.random.random() < 0.1:
            tag = "!!str "
        return tag + self.quoted(node, breaks)

    def quoted(self, node: yaml.ScalarNode, breaks: str) -> str:
        text: str = node.value
        style = self.random.choice(["plain", "single", "double", "double"])
        if style == "plain" and not node.style and _WORD.fullmatch(text):
            return text
        if style == "single" and text.isprintable():
            return "'" + text.replace("'", "''") + "'"
        return '"' + "".join(self.letter(c, breaks) for c in text) + '"'

    def letter(self, letter: str, breaks: str) -> str:
        code = ord(letter)
        forms = [f"\\U{code:08x}"]
        if letter.isprintable() and letter not in '"\\':
            forms += [letter, letter, letter]
            if breaks and letter != " ":
                forms.append("\\" + breaks + letter)
        if code < 0x100:
            forms.append(f"\\x{code:02x}")
        if code < 0x10000:
            forms.append(f"\\u{code:04X}")
        return self.random.choice(forms)


def respelled(path: str, text: str, random: Random) -> str | bytes:
    """A file in another spelling; what is not of a known language stays as it is."""
    try:
        if path.endswith(".json") and any(word in text for word in _OURS):
            json.loads(text)
            return json_text(text, random)
        if path.endswith((".yaml", ".yml")):
            return template(text, random)
    except (ValueError, yaml.YAMLError):
        return text
    return hcl(text, random) if path.endswith(".tf") else text
