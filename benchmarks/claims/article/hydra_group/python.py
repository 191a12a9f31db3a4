import hydra
import omegaconf


class LSTM:
    def __init__(self, hidden_dim):
        self.hidden_dim = hidden_dim


@hydra.main(version_base="1.2", config_path="configs", config_name="default.yaml")
def main(config: omegaconf.DictConfig = None) -> None:
    made = hydra.utils.instantiate(config.model)
    keys = "config.model.model" if "model" in config.model else "config.model"
    print(type(made).__name__, keys)


if __name__ == "__main__":
    main()
