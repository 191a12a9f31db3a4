"""Who answers for a cell: the library, or a piece of the program's own; measured, not declared.

``pieces``
    What a row's author has written himself, and what stands there without it.
``callers``
    Where nothing can be taken out: who parsed the words, who read, wrote and printed the bytes.
``taking``
    All pieces are taken out of a copy of the row, and its cells measured again; of those that come
    out otherwise, which pieces decide.
``measuring``
    Both together, of a row: the party of each of its cells.
``stored``
    ``parties.json``, beside the results: what was measured of each row, by a hash of the row.

A cell whose row was not asked yet says so: *party not measured*.
"""
