"""Editing source text: outlines of HCL and YAML with the lines that each construct takes. Knows no value, no finding."""
