"""What is measured on a network's insides: pure functions on arrays and tensors, no frames, no papers."""
