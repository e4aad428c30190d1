"""The languages as discovery and the engine see them, and one more of them as it could come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from s3lint.checks.catalogue import ALL
from s3lint.config import build
from s3lint.engine.input.discover import walk
from s3lint.engine.input.ignore import Ignores
from s3lint.engine.input.roots import roots_among
from s3lint.engine.request import Request
from s3lint.engine.run.analysis import analyse
from s3lint.engine.run.judge import judge
from s3lint.languages import Frontends
from s3lint.languages.frontend import Claim, Frontend, Root
from s3lint.source import MemoryTree, Tree, folder_of, join, name_of
from s3lint.values import Configuration, Inputs
from s3lint.values.environment import Choice

TEMPLATE = "Resources:\n  Data:\n    Type: AWS::S3::Bucket\n"
PLAN = '{"format_version": "1.2", "planned_values": {}, "resource_changes": []}'
MODULE = 'variable "acl" {}\nresource "aws_s3_bucket" "this" {\n  bucket = "b"\n  acl    = var.acl\n}\n'
PARENT = "Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: child.yaml}\n"


def roots(frontends: Frontends) -> list[Root]:
    found = walk(frontends, ["."], Ignores(frontends.tree, [], gitignore=True))
    return roots_among(frontends, found.sources, Inputs())


def test_each_language_makes_its_roots() -> None:
    tree = MemoryTree(
        {
            "live/main.tf": 'module "m" { source = "../module" }\n',
            "module/main.tf": MODULE,
            "live/plan.json": PLAN,
            "cfn/parent.yaml": PARENT,
            "cfn/child.yaml": TEMPLATE,
        }
    )
    found = {(r.path, r.language): (r.nested, r.folder, sorted(r.takes_in)) for r in roots(Frontends(tree))}
    assert found == {
        ("live", "terraform"): (False, "live", ["live", "module"]),
        ("live/plan.json", "plan"): (False, "live", ["live/plan.json"]),
        ("cfn/parent.yaml", "cloudformation"): (False, "cfn", ["cfn/child.yaml", "cfn/parent.yaml"]),
        ("cfn/child.yaml", "cloudformation"): (True, "cfn", ["cfn/child.yaml"]),
    }


def test_values_are_told_from_code() -> None:
    frontends = Frontends(MemoryTree({}))

    def holds_values(path: str, text: str) -> list[str]:
        return [frontend.name for frontend in frontends if frontend.holds_values(path, text.encode())]

    assert holds_values("prod.tfvars", "") == ["terraform"]
    assert holds_values("parameters.json", "[]") == ["cloudformation"]
    assert "plan" in holds_values("plan.json", PLAN)
    assert not holds_values("template.json", '{"Resources": {}}') and not holds_values("main.tf", "")


class Units:
    """Folders with a `unit` file, which names a module and an ACL: what Terragrunt's units are like."""

    name = "units"
    made_of = frozenset({"units", "terraform"})
    selective = True

    def __init__(self, tree: Tree, terraform: Frontend) -> None:
        self._tree = tree
        self._terraform = terraform

    def claims(self, path: str) -> Claim:
        return Claim.YES if name_of(path) == "unit" else Claim.NO

    def recognises(self, path: str, data: bytes) -> bool:
        return False

    def too_large(self, size: int) -> str | None:
        return None

    def asks_for(self, path: str) -> str | None:
        return folder_of(path)

    def holds_values(self, path: str, data: bytes) -> bool:
        return False

    def roots(self, files: Sequence[str], inputs: Inputs) -> list[Root]:
        return [
            Root(folder, self.name, folder=folder, takes_in=frozenset({folder, self._unit(folder)[0]}))
            for folder in map(folder_of, files)
        ]

    def load(self, root: Root, inputs: Inputs) -> Iterable[Configuration]:
        module, acl = self._unit(root.path)
        for found in self._terraform.load(
            Root(module, "terraform"), Inputs(variables={"acl": acl}, types=inputs.types)
        ):
            found.root = root.path
            yield found

    def choices(self, root: Root, inputs: Inputs) -> Sequence[Choice]:
        return []

    def _unit(self, folder: str) -> tuple[str, str]:
        source, acl = self._tree.read(f"{folder}/unit").decode().split()
        return join(folder, source) or ".", acl


class WithUnits(Frontends):
    """The languages, with units before them."""

    def __init__(self, tree: Tree) -> None:
        super().__init__(tree)
        units: Frontend = Units(tree, self._by_name["terraform"])
        self._by_name = {units.name: units, **self._by_name}


def test_a_language_may_claim_folders_and_hand_them_on() -> None:
    files = {"live/a/unit": "../../m public-read", "live/b/unit": "../../m private", "m/main.tf": MODULE}
    frontends = WithUnits(MemoryTree(files))
    found = roots(frontends)
    assert [(root.path, root.language) for root in found] == [("live/a", "units"), ("live/b", "units")]
    verdicts = {}
    for root in found:
        judged = judge(frontends, root, build([], ALL), Inputs())
        verdicts[root.path] = {f.verdict.value for f in judged.findings if f.code == "S3L104"}
        assert {f.root for f in judged.findings} == {root.path} and not judged.diagnostics
    assert verdicts == {"live/a": {"fail"}, "live/b": {"pass"}}
    assert [root.path for root in roots(Frontends(MemoryTree(files)))] == ["m"]


def test_a_named_nested_template_is_judged_as_in_its_folder(tmp_path: Path) -> None:
    """Once, and with what its parents settle."""
    child = "Parameters: {Acl: {Type: String, Default: PublicRead}}\n" + TEMPLATE
    child += "    Properties: {AccessControl: !Ref Acl}\n"
    parameters = "TemplateURL: child.yaml, Parameters: {Acl: Private}"
    (tmp_path / ".git").mkdir()
    (tmp_path / "parent.yaml").write_text(PARENT.replace("TemplateURL: child.yaml", parameters))
    (tmp_path / "child.yaml").write_text(child)
    whole, named = (analyse(Request((path,), tmp_path)).report for path in (".", "child.yaml"))
    assert named.findings == whole.findings and named.summary.buckets == whole.summary.buckets == 1
    assert "S3L104" not in {finding.code for finding in named.findings}
