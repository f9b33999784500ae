"""Lesson 14, the bug hunt: six short programs, each with one fault, one for each of the lessons 08 to 13."""

from classroom.exercises import Exercise, Finding, Unfinished
from classroom.wording import show

FAULTS = {
    "A": "the mark stands on the wrong tensor",
    "B": "old gradients are added to new ones",
    "C": "v asks for another slope",
    "D": "a slope carries no history",
    "E": "a saved number was overwritten unseen",
    "F": "the gradient that arrives is ignored",
    "G": "recording is switched off",
    "H": "a branch not taken sends nan",
}
FIXES = {
    1: "`w.grad = None` after the step",
    2: "multiply by the arriving gradient",
    3: "`create_graph=True`",
    4: "`requires_grad=True` on the weight",
    5: "move the weight after `backward`, under `no_grad`",
    6: "`torch.tensor([1.0, 0.0, 0.0, 0.0])` as v",
    7: "`retain_graph=True`",
    8: "`retain_grad()` on the weight",
}
KEY = {1: ("C", 6), 2: ("E", 5), 3: ("A", 4), 4: ("F", 2), 5: ("B", 1), 6: ("D", 3)}
LESSONS = {1: 10, 2: 12, 3: 8, 4: 13, 5: 9, 6: 11}
WHERE_TO_LOOK = {
    1: "backward gave the slopes of a sum of four results. The slope of one result was wanted.",
    2: "[4, 6] is twice the new weight, not twice the weight that made the loss.",
    3: "None means that backward never came to w. Follow the record from the loss back.",
    4: "12 is the slope of x³ alone. What happened to the factor 5?",
    5: "Follow w by hand: 5, then 2. What is added to the slope 0 at the second step?",
    6: "12 is the slope of the first term. What does the record know of the second?",
}
SLIPS = {  # (program, fault or None for any, fix or None for any) → name, words
    (6, None, 7): ("retain_graph", "Line 3 has that. It keeps what was saved; the pass itself is not recorded."),
    (3, None, 8): ("retain_grad", "That keeps a gradient that passes by. None comes here: w was never marked."),
    (2, "B", None): ("added", "One backward adds nothing. But what was saved is w itself, and w has changed."),
    (2, None, 7): ("kept", "That keeps saved tensors from being freed, not from being overwritten."),
    (4, "C", None): ("v", "The result is one number, so v is 1. The 5 arrives at Cube. What happens to it?"),
    (1, "B", None): ("cancels", "There is one backward. The zeros come from a sum: in each column the slopes cancel."),
    (5, None, 5): ("the order", "The step does come after backward, under no_grad. What does .grad hold in round two?"),
    (3, "G", None): ("off", "Recording is on. But nothing in the first two lines asks for a gradient."),
}  # fmt: skip


def _entry(value):
    """Read (fault, fix) as a letter and a number, in either order; None where it is something else."""
    if not isinstance(value, tuple | list) or len(value) != 2:
        return None
    if any(part is ... for part in value):
        raise Unfinished("A `...` in `found` still waits.")
    letters = [part.strip().upper() for part in value if isinstance(part, str)]
    numbers = [part for part in value if isinstance(part, int) and not isinstance(part, bool)]
    if len(letters) != 1 or len(numbers) != 1 or letters[0] not in FAULTS or numbers[0] not in FIXES:
        return None
    return letters[0], numbers[0]


def _judge_found(answer):
    if not isinstance(answer, dict):
        return Finding(f"`found` is {show(answer)}. Keep the dictionary and fill in its values.")
    if not set(KEY) <= set(answer):
        return Finding("`found` should have an entry for each program, 1 to 6.")
    answers = {program: _entry(answer[program]) for program in KEY}
    for program, given in answers.items():
        if given is None:
            return Finding(f'Program {program}: write a letter A to H and a number 1 to 8, as in ("A", 4).')
    for program, given in answers.items():
        if given != KEY[program]:
            return _reply(program, *given)
    return None


def _reply(program, fault, fix):
    for (at, letter, number), (slip, words) in SLIPS.items():
        if program == at and letter in (None, fault) and number in (None, fix):
            return Finding(f"Program {program}: {words}", slip)
    if fault == KEY[program][0]:
        return Finding(f"Program {program}: the fault is found. But fix {fix} does not mend it. Try it out.", "the fix")
    return Finding(f"Program {program}: {WHERE_TO_LOOK[program]}", "the fault")


_RIGHT = "found = {\n" + "".join(f'    {program}: ("{fault}", {fix}),\n' for program, (fault, fix) in KEY.items()) + "}"


def _with(program, fault, fix):
    return f'{_RIGHT}\nfound[{program}] = ("{fault}", {fix})'


ex14_5 = Exercise(
    name="ex14_5",
    task=(
        "Six programs, six faults, one from each of the lessons 08 to 13, in no order. Name for each program its "
        "fault (a letter) and the fix (a number) from the table. Two of each are left over. "
        "Try a fix in the program's cell before you hand it in."
    ),
    answer="found",
    stub="found = {\n" + "".join(f"    {program}: (..., ...),\n" for program in KEY) + "}",
    judge=_judge_found,
    why="None of the six raised an error. A number that you could work out by hand gave each of them away.",
    hints=(
        "Take the wanted number and the printed one. Which part of the program would change one into the other?",
        "Two programs use a tensor's old value: one in .grad, one in what a node has saved.",
        "Programs 4 and 6 lose a factor or a term on the way back. Ask which line should have passed it on.",
    ),
    solution_code=_RIGHT,
    reasoning=(
        "1: ones add up all rows (lesson 10). 2: .data hides a change (12). 3: the loss is marked, not w (08). "
        "4: backward forgets what arrives (13). 5: .grad is never cleared (09). 6: the slope is a bare number (11)."
    ),
    inferior="retain_graph=True for program 6. The line has it, and it silences an error that is not the fault here.",
    right=(_RIGHT, _RIGHT.replace('("C", 6)', '[6, "c"]')),
    wrong={
        **{
            slip: _with(p, letter or KEY[p][0], number or KEY[p][1]) for (p, letter, number), (slip, _) in SLIPS.items()
        },
        "the fix": _with(1, "C", 3),
        "the fault": _with(4, "D", 3),
    },
)
