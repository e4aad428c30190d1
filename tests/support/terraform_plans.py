"""Plans that terraform and the aws provider make of configurations in data/: kept beside them, so that any machine has
them. `python -m tests.support.terraform_plans` makes them anew, as is due when a configuration changes.

The provider lies in a folder that S3LINT_TF_PLUGINS names, or in one called `tf-plugins` in the usual places.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.support.places import DATA

# folder of data/ -> the file with its plan, and which parts of the plan are kept
PLANS: dict[str, tuple[Path, tuple[str, ...]]] = {
    "plan": (DATA / "plan" / "plan.json", ()),  # all of it
    "terraform_plan": (DATA / "terraform_plan.json", ("planned_values", "prior_state")),
}
DIGESTS = DATA / "terraform_plans.json"

TERRAFORM = shutil.which("terraform")
USUAL = (Path.home(), Path("/opt"), Path("/usr/local"), Path("/usr/local/share"))


def plugins() -> Path | None:
    """The folder with the provider, if there is one."""
    named = os.environ.get("S3LINT_TF_PLUGINS")
    folders = [Path(named)] if named else [root / "tf-plugins" for root in USUAL]
    return next((folder for folder in folders if folder.is_dir()), None)


def kept(name: str) -> dict[str, Any]:
    """The plan of a folder, or the parts that are kept of it."""
    found: dict[str, Any] = json.loads(PLANS[name][0].read_bytes())
    return found


def made(name: str) -> dict[str, Any]:
    """The same made now."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "root")
        shutil.copytree(DATA / name, folder, ignore=shutil.ignore_patterns("plan.json"))
        _run(folder, "init", f"-plugin-dir={plugins()}", "-input=false", "-no-color")
        _run(folder, "plan", "-refresh=false", "-input=false", "-no-color", "-out=saved")
        plan: dict[str, Any] = json.loads(_run(folder, "show", "-json", "saved"))
    parts = PLANS[name][1]
    return {part: plan[part] for part in parts or plan}


def provider_schema(provider: str = "hashicorp/aws") -> dict[str, Any]:
    """What the provider says of its types and functions."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        name = provider.rpartition("/")[2]
        needed = f'    {name} = {{ source = "{provider}" }}\n'
        (folder / "main.tf").write_text(f"terraform {{\n  required_providers {{\n{needed}  }}\n}}\n", encoding="utf-8")
        _run(folder, "init", f"-plugin-dir={plugins()}", "-input=false", "-no-color")
        schemas = json.loads(_run(folder, "providers", "schema", "-json"))["provider_schemas"]
    found: dict[str, Any] = next(schema for address, schema in schemas.items() if address.endswith(provider))
    return found


def _run(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull}
    command = [str(TERRAFORM), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def digests() -> dict[str, str]:
    """What tells whether the configurations have changed."""
    return {name: _digest(DATA / name) for name in PLANS}


def _digest(folder: Path) -> str:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "plan.json"]
    texts = [path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() for path in files]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def main() -> None:
    """Make all plans anew."""
    for name, (path, _) in PLANS.items():
        path.write_text(json.dumps(made(name), indent=1) + "\n", encoding="utf-8")
    DIGESTS.write_text(json.dumps(digests(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
