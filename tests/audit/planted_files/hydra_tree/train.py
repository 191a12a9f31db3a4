"""A tree of files without a schema."""

import hydra


@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg):
    print("name =", repr(cfg.name))
    print("optimizer.lr =", repr(cfg.optimizer.lr))
    print("trainer.epochs =", repr(cfg.trainer.epochs))
    print("trainer.amp =", repr(cfg.trainer.amp))


if __name__ == "__main__":
    main()
