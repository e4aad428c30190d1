"""Runs s3lint: `s3lint …` and `python -m s3lint …`."""

from s3lint.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
