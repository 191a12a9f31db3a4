"""How long a record and what is in it may be; what is longer is cut, and told.

``"cut": {"length": n, "sha256": …}`` stands beside the beginning.

===========  =======================================================================================
``TEXT``     longest text of a ``v``, in characters; of a longer one there are ``BEGINNING``
``BITS``     longest int; of a longer one ``v`` is text: its leading hexadecimal digits
``ITEMS``    longest sequence or mapping, most attributes; of a longer one there are ``FIRST``, of a
             longer set none
``DEPTH``    deepest value within values; a container at this depth is empty
``SIZE``     longest record, in characters of JSON, roughly; then containers end where they are
``SECONDS``  how long a record may take; after that there is ``"unhashed": reason`` for the hash
===========  =======================================================================================

``length`` counts characters, bytes, bits, items.  The hash is over the text in UTF-8, over the
bytes, over an int as a big-endian two's complement, over the bytes of an array or a tensor; over a
container's whole content otherwise (:class:`.digests.Digest`), types included, whatever the order
of a set or a mapping.
"""

TEXT = 65_536
BEGINNING = 1_000
BITS = 2_048
ITEMS = 5_000
FIRST = 100
DEPTH = 64
SIZE = 1_000_000
SECONDS = 10.0
#: How long a library may take to tell what its container holds, in seconds.
PATIENCE = 2.0

#: Longest name of a type or an attribute, longest message.
NAME, MESSAGE = 500, 2_000
#: Most values, and most types, that are remembered.
REMEMBERED = 10_000

#: Why something is not read, or not hashed.
TOO_LONG = "took longer than {:g} s"
