"""The program: where its words have become values, and what its parser tells."""
