"""Makes requests of what the person has chosen. Knows no Qt."""

from collections.abc import Mapping
from types import MappingProxyType

from app.session import SessionState
from engine.devices import resolve_device
from engine.experiment import Experiment, Request
from engine.parameters import Value


def missing_input(experiment: Experiment, state: SessionState) -> str:
    """Return the name of an input that the experiment needs and nobody chose, or ""."""
    chosen = {"image": state.picture, "second": state.second, "folder": state.folder}
    return next((name for name in experiment.inputs if name in chosen and chosen[name] is None), "")


def takes(experiment: Experiment, name: str) -> bool:
    """Say whether an experiment looks at an input, needed or optional."""
    return name in experiment.inputs or f"{name}?" in experiment.inputs


def build_request(experiment: Experiment, state: SessionState, values: Mapping[str, Value]) -> Request:
    """Return the request that shows `experiment` on what the session holds.

    Raises UserError when the device is not there. Imports torch unless the device is the CPU.
    """
    return Request(
        experiment=experiment.id,
        image=state.picture if takes(experiment, "image") else None,
        second=state.second if takes(experiment, "second") else None,
        folder=state.folder if takes(experiment, "folder") else None,
        parameters=MappingProxyType(dict(values)),
        weights=state.weights_of(experiment.paper),
        device=resolve_device(state.device),
        seed=state.seed,
    )
