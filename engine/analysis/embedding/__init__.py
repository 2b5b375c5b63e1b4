"""Many pictures as vectors: gathered, described by a network, compared, and laid out in the plane."""
