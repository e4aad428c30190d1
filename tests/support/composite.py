"""Runs the steps of a composite GitHub action as the runner does, in a scratch repository.

Only what our action uses is here: `run` steps in bash, environments, outputs and conditions. Steps that use another
action are noted with what they are given, and not run.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
CONDITION = re.compile(r"([\w.-]+) (==|!=) '([^']*)'")


@dataclass
class Run:
    """What a run of an action did."""

    status: int = 0
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    used: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass
class Action:
    """An action, and the machine that it runs on."""

    folder: Path
    workspace: Path
    temp: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)  # what contexts hold: `github.base_ref`, outputs of steps

    def run(self, only: str = "", **inputs: str) -> Run:
        """All steps, or the one of that id."""
        data = yaml.safe_load((self.folder / "action.yml").read_text("utf-8"))
        context = {f"inputs.{name}": str(one.get("default", "")) for name, one in data["inputs"].items()}
        context |= {"runner.temp": str(self.temp), "github.action_path": str(self.folder), **self.given}
        context |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        done = Run()
        for step in data["runs"]["steps"]:
            if only and step.get("id") != only:
                continue
            if done.status == 0 and _holds(step.get("if", ""), context):
                self._step(step, context, done)
        done.outputs = {name: _filled(one["value"], context) for name, one in data["outputs"].items()}
        done.outputs |= {name: value for name, value in context.items() if only and name.startswith(f"steps.{only}.")}
        return done

    def _step(self, step: Mapping[str, Any], context: dict[str, str], done: Run) -> None:
        if "uses" in step:
            done.used[step["uses"].partition("@")[0]] = {
                name: _filled(str(value), context) for name, value in step["with"].items()
            }
            return
        assert "${{" not in step["run"], "what is put into a script by the runner may be a script itself"
        folder = _filled(step.get("working-directory", "."), context)
        files = {name: self.temp / f"{name}-{len(list(self.temp.iterdir()))}" for name in ("OUTPUT", "STEP_SUMMARY")}
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace / folder,
            env={
                **self.environment,
                **{name: _filled(str(value), context) for name, value in step.get("env", {}).items()},
                **{f"GITHUB_{name}": str(path) for name, path in files.items()},
                "RUNNER_TEMP": str(self.temp),
            },
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        written = {name: path.read_text("utf-8") if path.exists() else "" for name, path in files.items()}
        done.status, done.log = ran.returncode, done.log + ran.stdout + ran.stderr
        done.summary += written["STEP_SUMMARY"]
        for line in written["OUTPUT"].splitlines():
            name, _, value = line.partition("=")
            context[f"steps.{step['id']}.outputs.{name}"] = value


def _filled(text: str, context: Mapping[str, str]) -> str:
    return EXPRESSION.sub(lambda found: context.get(found[1], ""), text)


def _holds(condition: str, context: Mapping[str, str]) -> bool:
    terms = [CONDITION.fullmatch(term) for term in condition.split(" && ")] if condition else []
    assert all(terms), f"a condition of another form: {condition}"
    return all((context.get(term[1], "") == term[3]) is (term[2] == "==") for term in terms if term)


def plain_environment(bin_folder: Path, **more: str) -> dict[str, str]:
    """The variables of a job: ours, without what git and s3lint would take from this test's own surroundings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "S3LINT_"))}
    return {**kept, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", "GIT_CONFIG_NOSYSTEM": "1", **more}
