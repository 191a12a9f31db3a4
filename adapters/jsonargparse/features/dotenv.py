"""A .env file as the default config file.

python dotenv.py
RUN_LR=0.2 python dotenv.py
"""

from jsonargparse import auto_cli


def train(lr: float = 0.001) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    auto_cli(
        train, default_config_files=["dotenv/.env"], default_env=True, env_prefix="RUN"
    )
