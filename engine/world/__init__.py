"""The built-in world: cut-outs, photographs and backgrounds, and pictures made of them."""
