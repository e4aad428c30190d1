"""Generated expressions: whatever `terraform fmt` accepts is read, comments and newlines in every odd place."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from s3lint.languages.terraform.syntax import read_file
from s3lint.source import Source

TERRAFORM = shutil.which("terraform")
LEAVES = ["1", "0.5", "1e3", '"s"', '""', '"a$b"', '"$${x}"', '"%%{x}"', '"\\n"', "var.a", "null", "each.value"]
KEYS = ["a", "foo-bar", "é", "in", "if", "null", "endif", '"k"', "(x)", '"${x}"', "1"]
OPERATORS = ["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"]
ACCESSES = [".a", "[0]", "[*]", ".*", ".0", '["k"]', "[*].a", ".*.b", "[ * ]"]
TEXTS = ["t", " u ", "$", "%", "#", "//", "/*", "{", "}", "$${", "%%{", "\\n"]


class Generator:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def gap(self, inside: bool) -> str:
        return self.chance.choice(["", " ", " ", "\t", "/* c */", *(["\n", " # c\n", "\r\n"] if inside else [])])

    def expression(self, depth: int, inside: bool) -> str:
        if depth <= 0:
            return self.chance.choice(LEAVES)

        def part(within: bool = inside) -> str:
            return self.expression(depth - 1 - self.chance.randrange(2), within)

        def gap() -> str:
            return self.gap(inside)

        def wide() -> str:
            return self.gap(True)

        def several(count: int) -> str:
            return f"{wide()},{wide()}".join(part(True) for _ in range(count))

        choose = self.chance.choice
        count = self.chance.randrange(4)
        kinds = [
            lambda: f"{part()}{gap()}{choose(OPERATORS)}{gap()}{part()}",
            lambda: f"{choose('-!')}{gap()}{part()}",
            lambda: f"({wide()}{part(True)}{wide()})",
            lambda: f"{part()}{gap()}?{gap()}{part()}{gap()}:{gap()}{part()}",
            lambda: f"{choose(['f', 'a::b', 'p::q::r'])}({wide()}{several(count)}{choose(['', ',', '...'])}{wide()})",
            lambda: f"[{wide()}{several(count)}{choose(['', ','])}{wide()}]",
            lambda: self.mapping(depth, count),
            lambda: f"[for {choose(['v', 'k, v'])} in {wide()}{part(True)}{wide()}:{wide()}{part(True)}{wide()}]",
            lambda: f"{{for v in {part(True)}{wide()}:{wide()}{part(True)}{wide()}=>{wide()}{part(True)}... if x }}",
            lambda: f"{part()}{gap()}{choose(ACCESSES)}",
            lambda: f'"{self.template(depth - 1, True)}"',
            lambda: f"<<{choose(['', '-'])}E\n{self.template(depth - 1, False)}\n  E{choose(['', ' '])}\n",
        ]
        return choose(kinds)()

    def mapping(self, depth: int, count: int) -> str:
        items = [
            f"{self.chance.choice(KEYS)}{self.gap(False)}{self.chance.choice('=:')}{self.gap(False)}"
            + self.expression(depth - 1, False)
            for _ in range(count)
        ]
        return "{" + self.gap(True) + self.chance.choice([", ", "\n", " # c\n"]).join(items) + self.gap(True) + "}"

    def template(self, depth: int, quoted: bool) -> str:
        made = ""
        for _ in range(self.chance.randrange(4)):
            inner = f"{self.chance.choice(['', '~'])}{self.gap(True)}{self.expression(depth, True)}{self.gap(True)}"
            made += self.chance.choice([
                self.chance.choice(TEXTS),
                " " if quoted else "\n  ",
                "${" + inner + self.chance.choice(["}", "~}"]),
                "%{ if " + self.expression(depth, True) + " }a%{ else }b%{~ endif }",
            ])  # fmt: skip
        return made


@pytest.mark.process
@pytest.mark.oracle
@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
def test_what_terraform_accepts_is_read(tmp_path: Path) -> None:
    generator = Generator(2)
    texts = {}
    for number in range(600):
        expression = generator.expression(1 + number % 5, inside=False)
        texts[number] = f"a {{\n  x = {expression}\n  y = 1\n}}\n"
        (tmp_path / f"{number}.tf").write_text(texts[number], newline="", encoding="utf-8")
    command = [str(TERRAFORM), "fmt", "-check", "-write=false", "-list=false", "-no-color", str(tmp_path)]
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    rejected = {int(number) for number in re.findall(r"(\d+)\.tf line", done.stderr)}
    assert len(rejected) < 300
    for number, text in texts.items():
        if number in rejected:
            continue
        file = read_file(Source("main.tf", text))
        assert [list(block.body().attributes) for block in file.blocks] == [["x", "y"]], text
        assert not file.diagnostics and not file.blocks[0].broken, text
