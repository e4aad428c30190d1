"""Runs s3lint: `s3lint …` and `python -m s3lint …`.

`python -m` puts the current folder first on the path. That is the scanned one, whose files must not be taken for
libraries; so it goes before anything else is imported, unless s3lint itself lies there.
"""

import os
import sys

_HERE, _OURS = os.path.realpath("."), os.path.realpath(os.path.join(os.path.dirname(__file__), os.pardir))
if _HERE != _OURS:
    sys.path[:] = [folder for folder in sys.path if os.path.realpath(folder or ".") != _HERE]

from s3lint.cli import main  # noqa: E402

if __name__ == "__main__":
    raise SystemExit(main())
