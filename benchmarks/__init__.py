"""The harness: runs adapters as a stranger would and records what arrived in the core."""
