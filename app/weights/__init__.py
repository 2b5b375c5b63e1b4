"""The weights window: what there is, what is on this machine, and how the rest comes here."""
