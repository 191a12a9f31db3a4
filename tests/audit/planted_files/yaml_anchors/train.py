"""Values are shared by an anchor, overruled beside a merge, and a list holds sections."""

import yaml


class Layer:
    def __init__(self, width, drop):
        if type(width) is not int or type(drop) is not float:
            raise SystemExit(
                f"config.yaml: a width and a drop, not {width!r}, {drop!r}"
            )
        self.width, self.drop = width, drop


def train(layers):
    for number, layer in enumerate(layers):
        print(f"{number}.width = {layer.width!r}")
        print(f"{number}.drop = {layer.drop!r}")


def main():
    with open("config.yaml") as file:
        content = yaml.safe_load(file)
    if set(content) != {"common", "layers"}:
        raise SystemExit(f"config.yaml: common and layers, not {', '.join(content)}")
    train([Layer(**each) for each in content["layers"]])


if __name__ == "__main__":
    main()
