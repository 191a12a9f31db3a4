"""Two sources are merged the wrong way round."""

from omegaconf import OmegaConf


def train(cfg):
    print("lr =", repr(cfg.lr))
    print("model.width =", repr(cfg.model.width))


def main():
    cfg = OmegaConf.merge(OmegaConf.from_cli(), OmegaConf.load("config.yaml"))
    train(cfg)


if __name__ == "__main__":
    main()
