"""Copies of what networks and optimisers call their state."""

from typing import Any

from torch import Tensor


def cloned(state: Any) -> Any:
    """Return a copy of a `state_dict` whose tensors nobody else writes to.

    Several times as fast as `copy.deepcopy`, which matters where a live training keeps its states.
    """
    if isinstance(state, Tensor):
        return state.detach().clone()
    if isinstance(state, dict):
        return {key: cloned(value) for key, value in state.items()}
    if isinstance(state, list | tuple):
        return type(state)(cloned(value) for value in state)
    return state
