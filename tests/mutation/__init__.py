"""Mutation testing of what judges, compares values and computes intervals: ``make mutants``."""
