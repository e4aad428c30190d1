"""Editing source text: outlines of HCL and YAML with the lines of each construct. Knows no value and no finding."""
