"""Writes its file again, complete and in order, each time it has read it."""

import json


def train(width, depth, name):
    print(f"width = {width!r}")
    print(f"depth = {depth!r}")
    print(f"name = {name!r}")


def main():
    with open("config.json") as file:
        content = json.load(file)
    if set(content) != {"width", "depth", "name"}:
        raise SystemExit(f"config.json: width, depth and name, not {sorted(content)}")
    for key, wanted in (("width", int), ("depth", int), ("name", str)):
        if type(content[key]) is not wanted:
            raise SystemExit(f"config.json: {key} cannot be {content[key]!r}")
    with open("config.json", "w") as file:
        json.dump(content, file, indent=2, sort_keys=True)
    train(**content)


if __name__ == "__main__":
    main()
