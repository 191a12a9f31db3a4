"""Reads nothing that is typed."""

print("hello")
