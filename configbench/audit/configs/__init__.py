"""Config files: what stands in them, and what people write into them; nothing is run or judged.

``documents.read(path, text)`` gives a :class:`.keys.Document` or None, ``document.keys`` what
stands in it, each :class:`.keys.Key` with its path, its line and the characters that are its value.
A document is never changed: ``with_value``, ``with_name``, ``with_key``, ``with_section`` and
``doubled`` return a whole new text, in which only that differs, or None where this format has no
way to say it there.  ``words.written`` yields what people write for the value of a key, each with
what has to become of it.

A path within a list of sections has the number of the section, ``("optimizers", "0", "lr")``.
"""
