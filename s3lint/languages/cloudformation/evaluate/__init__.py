"""Evaluation: documents to values, every intrinsic function, conditions with three truth values."""
