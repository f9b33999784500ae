"""The pages for teachers: minutes add up, slider positions exist, names are the lesson's, no page is boilerplate."""

import re
from collections import Counter

import pytest

from tools import bank_pages, course_pages, prose_rules, teaching

PHASES = {"predict": 10, "live": 15, "exercises": 15, "exit ticket": 5}
PARTS = [
    "In class: 45 minutes", "Alone: {} minutes", "On the board", "Stop the slider here", "Wrong answers to expect",
    "Talk about it", "Go further", "Without computers", "Grading key",
]  # fmt: skip
NUMBERS = list(bank_pages.lessons())
ROW = re.compile(r"^\| (\d+) \| ([^|]+?) \|(?: ([^|]+?) \|)?$", re.MULTILINE)


def text(number):
    return teaching.page(number).read_text(encoding="utf-8")


def part(number, heading):
    """Return what stands under one heading of a page."""
    return re.split(r"^## ", text(number).split(f"\n## {heading}\n", 1)[1], flags=re.MULTILINE)[0]


def by_hand(number):
    """Return a page without its generated parts and its tables."""
    page = text(number)
    for name in (teaching.ANSWERS, teaching.KEY):
        begin, end = teaching.marks(name)
        page = page.split(begin)[0] + page.split(end)[1]
    return page


def lesson_minutes(number):
    card = bank_pages.notebook(number).cells[0].source
    return int(re.search(r"\*\*Time\*\* (\d+) minutes", card)[1])


def problems_of_positions(shown, offered):
    """Yield what is wrong with (place, "name = value") pairs; `offered` maps a part to its sliders: {name: what}."""
    for place, setting in shown:
        name, _, value = setting.partition(" = ")
        choices = [sliders[name] for sliders in offered.get(place, []) if name in sliders]
        if not choices:
            yield f"{place} has no slider called {name!r}"
        elif not any(allows(choice, value) for choice in choices):
            yield f"{place}: {name} cannot be {value}: {choices}"


def allows(choice, value):
    """Tell whether a slider's words, such as "-2 to 2" or "x², sin x", allow a value."""
    span = re.fullmatch(r"(\S+) to (\S+)", choice)
    if span:
        low, high, wanted = (float(v.replace("−", "-")) for v in (*span.groups(), value))
        return low <= wanted <= high
    return value in re.split(r", (?![^()]*\))", choice)


def sliders(number):
    """Return the sliders of a lesson by part, as their stored output names them: {"§4": [{"x₀": "-2 to 2"}]}."""
    found = {}
    for cell, heading in bank_pages.cells_with_headings(number):
        for output in cell.get("outputs", []):
            words = output.get("data", {}).get("text/plain", "")
            if "\nControls: " in words:
                controls = words.split("\nControls: ")[1].rstrip(".").split("; ")
                pairs = (control.split(": ", 1) for control in controls)
                named = {label.split(",")[0]: choice for label, choice in pairs}
                found.setdefault(heading.split()[0], []).append(named)
    return found


def positions(number):
    """Return the positions a page names: [("§4", "x₀ = −1"), ...]."""
    rows = re.findall(r"^\| (§\d+) \| ([^\n]+?) \| ", part(number, "Stop the slider here").replace("\\|", "¦"), re.M)
    return [(place, code.replace("¦", "|")) for place, cell in rows for code in re.findall(r"`([^`]+)`", cell)]


def test_every_lesson_has_a_page_and_every_page_a_lesson():
    assert list(teaching.pages()) == NUMBERS
    names = {path.stem for path in bank_pages.lessons().values()} | {"README"}
    assert {path.stem for path in teaching.FOLDER.glob("*.md")} == names


def test_the_generated_parts_and_the_index_of_misconceptions_are_up_to_date():
    assert [path.name for path in course_pages.stale()] == [], "make notebooks renews them"


@pytest.mark.parametrize("number", NUMBERS)
def test_a_page_has_all_its_parts_in_order(number):
    found = re.findall(r"^## (.+)$", by_hand(number), re.MULTILINE)
    assert found == [title.format(lesson_minutes(number)) for title in PARTS]
    assert "**What must stay.**" in text(number)
    assert len(re.findall(r"^\d\. ", part(number, "Talk about it"), re.MULTILINE)) == 2


@pytest.mark.parametrize("number", NUMBERS)
def test_the_minutes_in_class_add_up_to_the_rhythm(number):
    minutes = Counter()
    for count, phase, _ in ROW.findall(part(number, PARTS[0])):
        minutes[phase] += int(count)
    assert minutes == PHASES and sum(minutes.values()) == 45


@pytest.mark.parametrize("number", NUMBERS)
def test_the_minutes_alone_add_up_to_the_lessons_time_and_leave_no_part_out(number):
    rows = ROW.findall(part(number, PARTS[1].format(lesson_minutes(number))))
    assert sum(int(count) for count, _, _ in rows) == lesson_minutes(number)
    headings = (heading for _, heading in bank_pages.cells_with_headings(number) if heading)
    numbered = [heading.split()[0] for heading in dict.fromkeys(headings) if heading.startswith("§")]
    assert [what for _, what, _ in rows if what.startswith("§")] == numbered


@pytest.mark.parametrize("number", NUMBERS)
def test_exercises_and_questions_are_those_of_the_lesson(number):
    named = re.findall(r"`((?:ex|p|exit)\d\d_\d)`", by_hand(number))
    assert named and set(named) <= set(bank_pages.entries(number))
    for kind in ("ex", "p", "exit"):
        assert any(re.fullmatch(rf"{kind}{number}_\d", name) for name in named), f"no {kind}{number}_…"


@pytest.mark.parametrize("number", NUMBERS)
def test_the_plan_names_the_part_in_which_each_is_asked(number):
    """A lesson whose questions were renumbered is noticed here, if not by the names."""
    rows = [row for row in part(number, PARTS[0]).splitlines() if row.startswith("|")]
    named = re.findall(r"`((?:ex|p)\d\d_\d)`(?: \((§\d+)\))?", "\n".join(rows))
    assert named == [(name, bank_pages.asked_in(number, name).split()[0]) for name, _ in named]


@pytest.mark.parametrize("number", NUMBERS)
def test_every_slider_position_exists(number):
    assert len(positions(number)) >= 3
    assert list(problems_of_positions(positions(number), sliders(number))) == []


@pytest.mark.parametrize(
    ("position", "words"),
    [
        (("§4", "x₀ = 3"), "cannot be 3"),
        (("§4", "f = tan x"), "cannot be tan x"),
        (("§4", "q = 1"), "no slider called 'q'"),
        (("§9", "x₀ = 1"), "no slider called 'x₀'"),
    ],
)
def test_a_position_that_does_not_exist_is_noticed(position, words):
    found = list(problems_of_positions([position], sliders("01")))
    assert len(found) == 1 and words in found[0]


@pytest.mark.parametrize("number", NUMBERS)
def test_no_sentence_of_a_page_stands_on_another(number):
    mine = {s for s in prose_rules.sentences(by_hand(number)) if len(prose_rules.words(s)) >= 7}
    others = {s for other in NUMBERS if other != number for s in prose_rules.sentences(by_hand(other))}
    assert len(mine) >= 15 and not mine & others


def test_the_eight_sessions_hold_every_lesson_once():
    plan = (teaching.FOLDER / "README.md").read_text(encoding="utf-8").split("## Eight sessions")[1]
    rows = re.findall(r'^\| <a id="session-(\d)"></a>\1 \| ([\d, ]+) \|', plan, re.MULTILINE)
    assert [int(session) for session, _ in rows] == list(range(1, 9))
    held = {session: lessons.split(", ") for session, lessons in rows}
    assert [number for numbers in held.values() for number in numbers] == NUMBERS
    for session, numbers in held.items():
        assert all(f"[session {session}](README.md#session-{session})" in text(number) for number in numbers)


def test_the_list_of_pages_holds_every_lesson():
    readme = (teaching.FOLDER / "README.md").read_text(encoding="utf-8")
    for number, path in bank_pages.lessons().items():
        assert f"| [{bank_pages.title(number)}](../../notebooks/{path.name}) | [page]({path.stem}.md) |" in readme


def test_a_page_without_its_marks_is_said():
    with pytest.raises(ValueError, match="must hold the lines"):
        teaching.between("# A page", teaching.KEY, "new", "01.md")


def test_the_key_holds_every_exercise_and_every_slip():
    for number in NUMBERS:
        key = part(number, "Grading key")
        for name, entry in bank_pages.entries(number).items():
            if name.startswith("ex") and not name.startswith("exit"):
                assert f"**`{name}`**" in key and entry.solution_code.strip() in key
                assert all(f"| {bank_pages.in_row(slip)} | " in key for slip in entry.wrong)
