"""Tests of the core, the harness and the report."""
