"""Variables come from a file, as text."""

import os
from types import SimpleNamespace

from dotenv import load_dotenv


def train(settings):
    for name, value in sorted(vars(settings).items()):
        print(f"{name} = {value!r}")


def main():
    load_dotenv(".env")
    train(
        SimpleNamespace(
            debug=bool(os.getenv("DEBUG", "")),
            cached=os.getenv("CACHED", "true") == "true",
            workers=int(float(os.getenv("WORKERS", "4"))),
            host=os.getenv("HOST", "localhost"),
        )
    )


if __name__ == "__main__":
    main()
