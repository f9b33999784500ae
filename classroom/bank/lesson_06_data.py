"""Lesson 06, the exercise about data: which kind of learning do they allow?"""

from classroom.exercises import Exercise
from classroom.judges import TableJudge

S, U, M = "supervised", "unsupervised", "semi-supervised"
SIX = {
    "900 photos of birds, each with its species": S,
    "5,000 shopping baskets, and nothing else": U,
    "10,000 X-rays, 200 of them with a doctor's finding": M,
    "342 flipper lengths with the bird's mass": S,
    "bills and flippers, to be sorted into groups nobody has named": U,
    "40 songs with their genre and 3,000 without": M,
}
CODE = "kind = {\n" + "".join(f'    "{name}": "{kind}",\n' for name, kind in SIX.items()) + "}"
SHORT = {"semi": M, "semisupervised": M, "semi supervised": M}


def _kind(value):
    if not isinstance(value, str):
        return None
    value = value.strip().lower()
    value = SHORT.get(value, value)
    return value if value in (S, U, M) else None


def _with(start, other):
    """Write the solution with one entry answered in another way."""
    name = next(name for name in SIX if name.startswith(start))
    return CODE.replace(f'"{name}": "{SIX[name]}"', f'"{name}": "{other}"')


ex06_1 = Exercise(
    name="ex06_1",
    task=(
        "Which kind of learning does each data set call for? "
        'Answer with `"supervised"`, `"unsupervised"` or `"semi-supervised"`.'
    ),
    answer="kind",
    stub="kind = {\n" + "".join(f'    "{name}": ...,\n' for name in SIX) + "}",
    judge=TableJudge(
        "kind",
        SIX,
        _kind,
        {
            "a number is no label": (
                lambda name, value: name.startswith("342") and value != S,
                "the mass is a label too. A label may be a number, not only a name.",
            ),
            "groups are labels": (
                lambda name, value: name.startswith("bills") and value != U,
                "nobody has said which bird belongs to which group. Groups to be found are no labels.",
            ),
            "few labels are enough": (
                lambda name, value: SIX[name] == M and value == S,
                "most of these samples have no label. With x for all and y for a few, it is semi-supervised.",
            ),
            "few labels are none": (
                lambda name, value: SIX[name] == M and value == U,
                "some of these samples do have a label, and it would be a waste not to use them.",
            ),
            "columns are labels": (
                lambda name, value: name.startswith("5,000") and value != U,
                "what lies in a basket is the sample x. No y is given that should be predicted.",
            ),
        },
    ),
    why="One look at the data decides: a label y for all samples, for none, or for a few.",
    hints=(
        "Ask of each data set: which samples x are there, and for how many of them is a label y given?",
        "Two sets have a label for every sample, two for none, two for a few.",
    ),
    solution_code=CODE,
    reasoning="Species and mass label every bird. Baskets and unnamed groups have none. Findings and genres: few.",
    inferior='"unsupervised" for the masses, because no class is named. A number to be predicted is a label as well.',
    right=(CODE.replace('"semi-supervised"', '"Semi"'), CODE.replace('"supervised"', '" SUPERVISED "')),
    wrong={
        "a number is no label": _with("342", U),
        "groups are labels": _with("bills", S),
        "few labels are enough": _with("40", S),
        "few labels are none": _with("10,000", U),
        "columns are labels": _with("5,000", S),
    },
)
