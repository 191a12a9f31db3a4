"""``configbench audit``: what a program of anybody does with what people type."""
