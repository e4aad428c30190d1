"""Answers of earlier runs, used again where everything that they saw of the tree is as it was."""
