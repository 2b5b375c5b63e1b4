"""Copies of states belong to nobody else."""

import torch
from torch import nn

from engine.nn.states import cloned


def test_a_clone_does_not_follow_the_training() -> None:
    torch.manual_seed(0)
    network = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2))
    optimiser = torch.optim.Adam(network.parameters())
    weights, moments = cloned(network.state_dict()), None
    for _ in range(2):
        network(torch.eye(4, 3)).pow(3).sum().backward()
        optimiser.step()
        moments = moments or cloned(optimiser.state_dict())
    assert not torch.equal(weights["0.weight"], network[0].weight)
    assert moments is not None
    assert moments["state"][0]["step"] == 1
    assert moments["param_groups"][0]["betas"] == (0.9, 0.999)
    network.load_state_dict(weights)
    optimiser.load_state_dict(moments)
    assert torch.equal(weights["0.weight"], network[0].weight)


def test_a_clone_has_no_graph() -> None:
    kept = cloned({"x": [torch.ones(2, requires_grad=True) * 2]})
    assert not kept["x"][0].requires_grad
