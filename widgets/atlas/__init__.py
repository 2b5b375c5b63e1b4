"""A map of many pictures: points that travel, thumbnails that appear with zoom, a lasso and a search."""
