"""Data that is made, not shipped: densities with known formulas, drawn digits, composites."""
