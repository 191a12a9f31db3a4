"""Programs timed side by side: rounds, statistics of pairs, what is told of them."""
