"""The axes of the comparison: what is asked, what is measured, how it is judged."""
