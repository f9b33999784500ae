r"""What is written in and beside an operation: its symbol, its formula, and its local rule.

Templates are mathematics with places for the operands `{a}`, `{b}`, for the result `{o}`, and for a
multiplication `{dot}` that shows only between numbers. A rule is one template per operand, or a pair: one for
letters, one for numbers. It is only wording: the numbers moved are the engine's.
"""

import re
from dataclasses import dataclass
from string import Formatter

import numpy as np

from .graph_text import factor
from .style import math_number

LONGEST = 70  # characters of source beyond which a formula says no more


@dataclass(frozen=True)
class Rule:
    """One kind of operation: symbol in the circle, formula, binding strength, factors per operand.

    `elementwise` rules keep shapes, so a gradient of another shape was summed to undo broadcasting; a formula
    that `groups` brackets its operands itself; `wide` is the formula for operands that would be too small in it.
    """

    symbol: str
    formula: str  # '' where it cannot be told
    binds: int = 9
    factors: tuple = ()
    elementwise: bool = True
    groups: bool = False
    wide: str = ""


def _function(name: str, *factors, elementwise=True) -> Rule:
    shown = name if name.startswith("\\") else rf"\mathrm{{{name}}}"
    return Rule(shown, (name if name.startswith("\\") else rf"\mathrm{{{{{name}}}}}") + r"\,({a})", 9, factors,
                elementwise, True)  # fmt: skip


def _sign(values) -> str | None:
    a = values.get("a")
    return None if a is None or np.ndim(a) else math_number(float(np.sign(a)))


def _step(values) -> str | None:
    known = values.get("o") if values.get("o") is not None else values.get("a")
    return None if known is None or np.ndim(known) else math_number(float(known > 0))


def _share(values) -> str | None:
    a = values.get("a")
    return None if a is None else rf"\dfrac{{1}}{{{np.size(a) // np.size(values.get('o', 0.0))}}}"


RULES = {
    "Add": Rule("+", "{a}+{b}", 1, ("1", "1")),
    "Sub": Rule("-", "{a}-{b}", 1, ("1", "({{-}}1)")),
    "Rsub": Rule("-", "{b}-{a}", 1, ("({{-}}1)",)),
    "Mul": Rule(r"\times", "{a}{b}", 2, ("{b}", "{a}")),
    "Div": Rule(
        r"\div",
        r"\frac{{{a}}}{{{b}}}",
        9,
        (r"\dfrac{{1}}{{{b}}}", r"({{-}}\dfrac{{{a}}}{{{b}^2}})"),
        groups=True,
        wide="{a}/{b}",
    ),
    "Reciprocal": Rule("1/x", r"\frac{{1}}{{{a}}}", 9, (r"({{-}}\dfrac{{1}}{{{a}^2}})",), groups=True, wide="1/{a}"),
    "Neg": Rule("-", "{{-}}{a}", 2, ("({{-}}1)",)),
    "Exp": Rule(r"\exp", "e^{{{a}}}", 3, (("e^{{{a}}}", "{o}"),), groups=True, wide=r"\exp\,({a})"),
    "Log": _function(r"\ln", r"\dfrac{{1}}{{{a}}}"),
    "Sqrt": Rule(
        r"\sqrt{\;}", r"\sqrt{{{a}}}", 9, ((r"\dfrac{{1}}{{2\sqrt{{{a}}}}}", r"\dfrac{{1}}{{2\cdot{o}}}"),), groups=True
    ),
    "Sin": _function(r"\sin", r"\cos\,{a}"),
    "Cos": _function(r"\cos", r"({{-}}\sin\,{a})"),
    "Tan": _function(r"\tan", (r"(1+\tan^2{a})", "(1+{o}^2)")),
    "Tanh": _function(r"\tanh", (r"(1-\tanh^2{a})", "(1-{o}^2)")),
    "Sigmoid": _function(r"\sigma", (r"\sigma(1-\sigma)", r"{o}\cdot(1-{o})")),
    "Relu": _function("relu", (r"\mathrm{{relu}}^{{\prime}}({a})", _step)),
    "Abs": Rule(r"|\;|", "|{a}|", 9, ((r"\mathrm{{sign}}\,{a}", _sign),), groups=True),
    "Sum": Rule(r"\Sigma", r"\Sigma\,{a}", 2, ("1",), False),
    "Mean": _function("mean", (r"\dfrac{{1}}{{n}}", _share), elementwise=False),
    "Mm": Rule("@", "{a}{b}", 2, (r"g\,{b}^T", "{a}^T g"), False),
    "Mv": Rule("@", "{a}{b}", 2, (r"g\,{b}^T", "{a}^T g"), False),
    "Dot": Rule(r"\cdot", r"{a}\cdot {b}", 2, ("{b}", "{a}"), False),
    "T": Rule(r"(\;)^T", "{a}^T", 3, (), False),
    "Maximum": Rule(r"\max", r"\max({a},\,{b})", groups=True),
    "Minimum": Rule(r"\min", r"\min({a},\,{b})", groups=True),
    "Clone": Rule("=", "{a}", 9, ("1",)),
}
SHORT = {"Transpose": "T", "LogSoftmax": r"\mathrm{log\,softmax}", "Softmax": r"\mathrm{softmax}"}


def kind_of(name: str) -> str:
    """Return 'Mul' for 'MulBackward0', 'Line' for 'LineBackward'."""
    return re.sub(r"(?<=.)Backward\d*$", "", name)


def split_name(name: str) -> tuple[str, str]:
    """Split a node's name for two lines: ('Mul', 'Backward0')."""
    kind = kind_of(name)
    return kind, name[len(kind) :]


def rule_of(name: str, number) -> Rule:
    """Return the rule for a node's name; `number` is the exponent of a power, or None."""
    kind = kind_of(name)
    if kind == "Pow":
        return _power(name, number)
    if kind in RULES:
        return RULES[kind]
    shown = SHORT.get(kind, rf"\mathrm{{{kind}}}")
    return Rule(shown, _verbatim(shown) + r"\,({all})", 9, (), False, True)


def _power(name: str, k) -> Rule:
    if name.endswith("1"):
        return Rule("a^b", "{a}^{{{b}}}", 3, (r"{b}\,{a}^{{{b}-1}}", r"{o}\,\ln{a}"))
    if k is None:  # a freed node no longer knows its number
        return Rule(r"\mathrm{pow}", "", 3)
    number = _verbatim(math_number(float(k)))
    if name.endswith("2"):
        return Rule(f"{math_number(float(k))}^a", f"{number}^{{{{{{a}}}}}}", 3, (rf"{{o}}\cdot\ln {number}",))
    less = "" if k == 2 else f"^{{{{{_verbatim(math_number(float(k) - 1))}}}}}"
    slope = "1" if k == 1 else f"{number}{{dot}}{{a}}{less}"
    return Rule(rf"(\;)^{{{math_number(float(k))}}}", f"{{a}}^{{{{{number}}}}}", 3, (slope,))


def _verbatim(text: str) -> str:
    """Double the braces, so that a template gives `text` back as it is."""
    return text.replace("{", "{{").replace("}", "}}")


def fill(template, values: dict, letters: dict | None) -> str | None:
    """Fill a template with letters, or with numbers if `letters` is None; None if one of them is missing."""
    if callable(template):
        return template(values)
    words = {"dot": r"\cdot " if letters is None else ""}
    for _, place, _, _ in Formatter().parse(template):
        if place and place not in words:
            word = letters.get(place) if letters is not None else number_text(values.get(place))
            if word is None:
                return None
            words[place] = word
    return template.format(**words)


def number_text(value) -> str | None:
    """Write a value as a factor, or return None if it is unknown or does not fit on a line."""
    return None if value is None else factor(value)


def local_factor(rule: Rule, slot: int, values: dict, letters: dict) -> tuple[str | None, str | None]:
    """Return the factor for operand `slot` in letters and in numbers; either may be None."""
    if slot >= len(rule.factors):
        return None, None
    template = rule.factors[slot]
    in_letters, in_numbers = template if isinstance(template, tuple) else (template, template)
    return fill(in_letters, values, letters), fill(in_numbers, values, None)


def formula(rule: Rule, operands: list) -> tuple[str, int] | None:
    """Write an operation on operands (text, binding strength) as mathematics; None if it grows too long."""
    template, binds, groups = rule.formula, rule.binds, rule.groups
    if not template:
        return None
    if rule.wide and not all(_is_short(text) for text, _ in operands):
        template, binds, groups = (rule.wide, 2, False) if "/" in rule.wide else (rule.wide, 9, True)
    texts = []
    for position, (text, strength) in enumerate(operands):
        loose = (
            strength < binds
            or (position == 1 and text.startswith("{-}"))
            or (strength == binds and position == 1 and ("-" in template or "/" in template))
        )
        texts.append(f"({text})" if loose and not groups else text)
    places = {"a": "", "b": "", **dict(zip("ab", texts, strict=False))}
    if template == "{a}{b}":
        if _is_number(texts[1]) and not _is_number(texts[0]):
            texts.reverse()  # 2x, however it was typed
        places["a"] = texts[0]
        places["b"] = product_gap(*texts) + texts[1]
    text = template.format(**places, all=r",\,".join(texts))
    return (text, binds) if len(text) <= LONGEST else None


def _is_short(text: str) -> bool:
    return len(text.replace(r"\,", "")) <= 12 and "^" not in text and "frac" not in text


def _is_number(text: str) -> bool:
    return text.replace("{-}", "").replace(".", "").strip("()").isdigit()


def product_gap(left: str, right: str) -> str:
    """Return what stands between two factors: nothing visible, or a dot before a digit."""
    if right[0].isdigit() or right.startswith("{-}") or left[-1:] == right[0] or left.split(r"\cdot ")[-1] == right:
        return r"\cdot "
    return "" if left.endswith(")") or right.startswith("(") else r"\,"
