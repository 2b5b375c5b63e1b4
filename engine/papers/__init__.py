"""The papers that can be opened, in the order in which they are registered."""

from engine.errors import UserError
from engine.experiment import Experiment, Paper
from engine.papers import alexnet, gan, mae, moco, resnet, vit
from engine.training.recipe import Recipe

PAPERS: tuple[Paper, ...] = (alexnet.PAPER, gan.PAPER, mae.PAPER, moco.PAPER, resnet.PAPER, vit.PAPER)


def find_paper(id: str) -> Paper:
    """Return the paper called `id`; raises UserError when there is none."""
    for paper in PAPERS:
        if paper.id == id:
            return paper
    known = ", ".join(paper.id for paper in PAPERS)
    raise UserError(f"No paper is called {id!r}.", f"There are: {known}.")


def find_experiment(id: str) -> Experiment:
    """Return the experiment called `id`, "<paper>.<experiment>"; raises UserError when there is none."""
    for paper in PAPERS:
        for experiment in paper.experiments:
            if experiment.id == id:
                return experiment
    raise UserError(f"No experiment is called {id!r}.", "See them all with: python -m engine list")


def find_recipe(name: str) -> Recipe:
    """Return the recipe called `name`; raises UserError when there is none."""
    recipes = {recipe.name: recipe for paper in PAPERS for recipe in paper.recipes}
    if name not in recipes:
        raise UserError(f"No recipe is called {name!r}.", f"There are: {', '.join(recipes)}.")
    return recipes[name]
