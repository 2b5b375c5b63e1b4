"""Two of AlexNet's tricks as races: ReLU against tanh (figure 1), and dropout on or off (section 4.2)."""

from typing import TYPE_CHECKING

from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import Frames
from engine.lazy import lazy
from engine.parameters import Choice, Float, Int

if TYPE_CHECKING:
    from engine.training import dropout_race as dropout
    from engine.training import relu_race as relu
else:
    relu, dropout = lazy("engine.training.relu_race"), lazy("engine.training.dropout_race")

_ALGORITHM = ("engine.nn.four_layer:FourLayerNet", "engine.training.race:Runner.learn")


def _rate(name: str, label: str, help: str, default: float, *, extra: bool = False) -> Float:
    return Float(
        name=name, label=label, help=help, default=default, low=1e-4, high=1.0, log=True, live=True, extra=extra
    )


def _batch(default: int) -> Int:
    return Int(
        name="batch", label="Batch", help="Pictures a step.", default=default, low=8, high=256, step=8, live=True
    )


def _pictures(default: int, low: int, high: int) -> Int:
    return Int(
        name="pictures",
        label="Pictures",
        help="How many pictures there are to learn from, over and over.",
        default=default,
        low=low,
        high=high,
        step=low,
        extra=True,
    )


@experiment(
    "alexnet.relu_race",
    title="ReLU race",
    inputs=("folder?",),
    parameters=(
        Choice(
            name="nets",
            label="Networks",
            help="Which activations race.",
            default="two",
            options=(("two", "ReLU, tanh"), ("three", "ReLU, tanh, sigmoid")),
        ),
        Choice(
            name="start",
            label="Start",
            help="As the paper: the networks see grey levels, and weights begin at random around 0. As He et al. in"
            " 2015: inputs and weights are scaled so that no unit begins saturated; about ten times the rates suit it.",
            default="paper",
            options=(("paper", "As the paper"), ("he", "As He et al., 2015")),
        ),
        _rate("rate_relu", "ReLU's rate", "Learning rate of the network with ReLU.", 0.0015),
        _rate("rate_tanh", "tanh's rate", "Learning rate of the network with tanh.", 0.01),
        _rate("rate_sigmoid", "sigmoid's rate", "Learning rate of the network with sigmoid.", 0.03, extra=True),
        _batch(64),
        Int(
            name="mark",
            label="Mark",
            help="The training error that counts as reached. The paper marks 25 %.",
            default=25,
            low=1,
            high=90,
            unit="%",
            live=True,
        ),
        _pictures(1000, 100, 5000),
    ),
    figure="Figure 1",
    trains=True,
    shows=_ALGORITHM,
    tour_steps=20,
)
def relu_race(request: Request, control: Control) -> Frames:
    """Small networks that differ in their activation alone learn the same pictures side by side.

    They start from equal weights and see the same batches; each has a learning rate of its own.
    Slots: error (training, smoothed), reached (steps to the mark), unseen (held-out error), units
    (their outputs), flat (units that let no gradient through), pictures.
    """
    yield from relu.race(request, control)


@experiment(
    "alexnet.dropout_race",
    title="Dropout race",
    inputs=("folder?",),
    parameters=(
        Float(
            name="dropout",
            label="Dropout",
            help="Probability with which a hidden unit is left out at a step. The paper's is 0.5.",
            default=0.5,
            low=0.0,
            high=0.95,
            live=True,
        ),
        _rate("rate", "Rate", "Learning rate of both networks.", 0.005),
        _batch(32),
        _pictures(300, 50, 2000),
    ),
    figure="Section 4.2",
    trains=True,
    shows=("engine.nn.four_layer:FourLayerNet", "engine.training.dropout_race:DropoutRace"),
    tour_steps=20,
)
def dropout_race(request: Request, control: Control) -> Frames:
    """The same network with and without dropout learns a few pictures, until it knows them by heart.

    Slots: train, unseen (errors in per cent), gap (their difference), loss (held-out), units (one
    picture's hidden units, those left out blank), pictures.
    """
    yield from dropout.race(request, control)
