"""A .env file as the default config file.

python env_file.py
RUN_LR=0.2 python env_file.py
"""

from jsonargparse import auto_cli


def train(lr: float = 0.001) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    auto_cli(
        train,
        default_config_files=["env_file/.env"],
        default_env=True,
        env_prefix="RUN",
    )
