"""Tags to which words can add: the keys of a mapping, of which oc.dict.keys makes the list."""

from hydra_zen import make_config
from train import store, task

Tagged = make_config(
    tagged={}, tags="${oc.dict.keys:tagged}", bases=(store[None, "main"],)
)

if __name__ == "__main__":
    store(Tagged, name="tagged")
    store.add_to_hydra_store()
    task.hydra_main(config_name="tagged", config_path=None, version_base="1.3")
