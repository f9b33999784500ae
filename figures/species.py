"""A network that names penguins: how its loss fell, what it answers, where it errs (lesson 14)."""

from .species_answers import answers
from .species_learning import learning
from .species_map import birds

FIGURES = (learning, answers, birds)
__all__ = ["answers", "birds", "learning"]
