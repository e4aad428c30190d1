"""How each tool is asked, and what it says in a common form.

An adapter gets the folder of all cases and returns what the tool said: a list of `Said`. It judges nothing. The output
formats are those of the versions that docs/conformance.md names.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance.case import Case


@dataclass(frozen=True)
class Said:
    """A rule's verdict about a resource of a case; an empty resource is the whole input."""

    case: str
    rule: str
    resource: str
    verdict: str  # fail, pass, unknown


@dataclass(frozen=True)
class Tool:
    """A tool's program, and the rules to ask for."""

    program: str
    rules: Sequence[str]
    folder: Path  # of the cases
    extra: Mapping[str, str]  # what an adapter needs beside: a folder of rules


def _output(*words: str, cwd: Path | None = None) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False, timeout=1200)
    if not done.stdout.strip():
        raise RuntimeError(f"{words[0]} said nothing: {done.stderr[-500:]}")
    return done.stdout


def s3lint(tool: Tool, cases: Sequence[Case]) -> Iterator[Said]:
    """s3lint, all cases in one run, with the defaults of the code: other environments are no part of a case."""
    words = ("check", ".", "--isolated", "--no-cache", "--output-format", "json", "--select", ",".join(tool.rules))
    more = ("--show", "fail,unknown,pass", "--environment", "defaults")
    report = json.loads(_output(tool.program, *words, *more, cwd=tool.folder))
    for finding in report["findings"]:
        yield Said(_case(finding["root"]), finding["code"], finding["resource"], finding["verdict"])


def checkov(tool: Tool, cases: Sequence[Case]) -> Iterator[Said]:
    """checkov, all cases in one run for each language."""
    for framework in ("terraform", "cloudformation"):
        words = ("-d", str(tool.folder), "--framework", framework, "-c", ",".join(tool.rules))
        report = json.loads(_output(tool.program, *words, "-o", "json", "--quiet", "--soft-fail", "--skip-download"))
        results = report["results"] if isinstance(report, dict) else report[0]["results"]
        for key, verdict in (("failed_checks", "fail"), ("passed_checks", "pass"), ("unknown_checks", "unknown")):
            for one in results.get(key, ()):
                resource = one["resource"].removeprefix("AWS::S3::Bucket.").removeprefix("AWS::S3::BucketPolicy.")
                yield Said(_case(one["file_path"]), one["check_id"], resource, verdict)


def trivy(tool: Tool, cases: Sequence[Case]) -> Iterator[Said]:
    """trivy, with the checks that it embeds."""
    words = ("config", "--format", "json", "--skip-check-update", "--include-non-failures", str(tool.folder))
    report = json.loads(_output(tool.program, *words))
    for result in report.get("Results", ()):
        for one in result.get("Misconfigurations", ()):
            rule = one.get("AVDID", one["ID"]).removeprefix("AVD-")
            if rule in tool.rules:
                cause = one.get("CauseMetadata", {})
                resource = cause.get("Resource", "")
                if ":" in resource:  # of a template: the lines of the resource, whose first is its name
                    lines = (tool.folder / result["Target"]).read_text("utf-8").splitlines()
                    resource = lines[cause["StartLine"] - 1].strip().strip('":{ ')
                yield Said(_case(result["Target"]), rule, resource, one["Status"].lower())


def kics(tool: Tool, cases: Sequence[Case]) -> Iterator[Said]:
    """KICS, which reports failures alone: a rule that reports nothing about a case passes it."""
    with tempfile.TemporaryDirectory() as folder:
        words = ("scan", "--path", str(tool.folder), "--output-path", folder, "--report-formats", "json")
        subprocess.run([tool.program, *words, "--no-progress", "--silent"], capture_output=True, check=False)
        report = json.loads((Path(folder) / "results.json").read_text("utf-8"))
    failed = set()
    for query in report["queries"]:
        rule = query["query_id"].partition("-")[0]
        for file in query["files"] if rule in tool.rules else ():
            case = _case(file["file_name"].partition("cases/")[2])
            failed.add((case, rule))
            yield Said(case, rule, file.get("resource_name", ""), "fail")
    for case in cases:
        yield from (Said(case.name, rule, "", "pass") for rule in tool.rules if (case.name, rule) not in failed)


# run by the interpreter that has cfn_guard_rs: a template, and the texts of rules by name
_GUARD = """
import json, sys
import cfn_guard_rs
for line in sys.stdin:
    case, data, rules = json.loads(line)
    for name, text in rules.items():
        try:
            said = cfn_guard_rs.run_checks(data, text)
        except Exception as error:  # a rule that the binding cannot read
            print(f"{name}: {error}", file=sys.stderr)
            continue
        for key, verdict in (("not_compliant", "fail"), ("compliant", "pass")):
            if any(name in str(one) for one in getattr(said, key)):
                print(json.dumps([case, name, verdict]))
"""


def guard(tool: Tool, cases: Sequence[Case]) -> Iterator[Said]:
    """cfn-guard by its binding cfn_guard_rs, with the rules of a folder. Templates alone."""
    import cfn_flip

    folder = Path(tool.extra["guard-rules"])
    texts = [path.read_text("utf-8") for path in folder.glob("*.guard")]
    wanted = {name: text for name in tool.rules for text in texts if f"rule {name} " in text}
    lines = []
    for case in (case for case in cases if case.language == "cloudformation"):
        (path,) = (path for path in case.folder.iterdir() if path.stem == "template")
        lines.append(json.dumps([case.name, json.loads(cfn_flip.to_json(path.read_text("utf-8"))), wanted]))
    done = subprocess.run(
        [tool.program, "-c", _GUARD], input="\n".join(lines), capture_output=True, text=True, check=True, timeout=600
    )
    for line in done.stdout.splitlines():
        case_name, rule, verdict = json.loads(line)
        yield Said(case_name, rule, "", verdict)


def _case(path: Any) -> str:
    """The case that a path is of, which is relative to the folder of all cases."""
    return str(path).lstrip("/").partition("/")[0]


ADAPTERS = {"s3lint": s3lint, "checkov": checkov, "trivy": trivy, "kics": kics, "guard": guard}
