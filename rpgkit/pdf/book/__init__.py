"""A booklet: chapters and tables set as spreads, from the cover to the index."""
