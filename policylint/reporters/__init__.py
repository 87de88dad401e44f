"""Reporters: diagnostics to what a person or a program reads. A module a format; a reporter knows no rule.

In: file reports (or inspections). Out: text.
"""
