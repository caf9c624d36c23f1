"""Reports as values, then on paper; each figure carries the codes of its opinions."""
