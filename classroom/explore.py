"""Sliders on a figure: live where a kernel runs, the same picture everywhere else.

One object, one output: the widget view, the picture and its alt text travel together, and each reader's page
takes the part it can show. The figure function stays pure; only this module knows about widgets.
"""

import html
import inspect
import time
from collections import OrderedDict, deque
from numbers import Real

from classroom.wording import number

MOST_CONTROLS = 3
KEPT = 64  # pictures kept, so that going back on a slider costs nothing
SLOW = 0.6  # seconds; a figure that keeps taking longer redraws when the slider is let go, not while it moves


def explore(draw, labels=None, **controls):
    """Put up to three controls on a figure function, and show the figure at its default arguments.

    `draw(**values)` returns a Picture. A control is a range (low, high) or (low, high, step), a menu (a tuple
    of strings), or a list of numbers to snap to. It starts at draw's own default where that lies in range.
    `labels` gives symbol and meaning, as in labels={"h": "h, the step"}. TypeError or ValueError names a
    control that draw does not know or that is no range, menu or list.

    A notebook ends a cell with the call: explore(tangent, x0=(-2, 2, 0.1), function=("x²", "sin x"))
    """
    return Explorer(draw, labels or {}, controls)


class Explorer:
    """A figure with controls. Its mimebundle holds the live view, the picture and the text at once."""

    def __init__(self, draw, labels, controls):
        if not 1 <= len(controls) <= MOST_CONTROLS:
            raise ValueError(f"explore takes 1 to {MOST_CONTROLS} controls, not {len(controls)}.")
        self.draw = draw
        self.controls = {name: Control(name, spec, labels.get(name, name)) for name, spec in controls.items()}
        _check_names(draw, self.controls, labels)
        for name, control in self.controls.items():
            control.start_at(_default(draw, name))
        self._pictures = OrderedDict()
        self.picture, self.problem = None, None
        self.redraw({name: control.start for name, control in self.controls.items()})

    def redraw(self, values):
        """Draw the picture for these values. If draw raises, keep the last picture and the words instead."""
        key = tuple(values.items())
        try:
            if key not in self._pictures:
                picture = self.draw(**values)
                picture.png  # rendered here, so that an error in it is caught here
                self._pictures[key] = picture
                if len(self._pictures) > KEPT:
                    self._pictures.popitem(last=False)
            self.picture, self.problem = self._pictures[key], None
        except Exception as error:
            settings = ", ".join(f"{name} = {_plain(value)}" for name, value in values.items())
            self.problem = f"No picture for {settings}. {type(error).__name__}: {error}"

    def caption(self):
        """Give the words under the picture: its alt text, or why there is no new picture."""
        return self.problem or self.picture.alt

    def __repr__(self):
        ways = "; ".join(control.words() for control in self.controls.values())
        alt = f"Figure: {self.picture.alt}" if self.picture else self.problem
        return f"{alt}\nControls: {ways}."

    def _repr_mimebundle_(self, include=None, exclude=None):
        data, metadata = {"text/plain": repr(self)}, {}
        if self.picture is not None:
            picture, about = self.picture._repr_mimebundle_()
            data["image/png"], metadata["image/png"] = picture["image/png"], about["image/png"]
        view = live_view(self)
        if view is not None:
            widget = view._repr_mimebundle_()
            widget = widget[0] if isinstance(widget, tuple) else widget
            data.update({kind: value for kind, value in widget.items() if kind != "text/plain"})
        return data, metadata


class Control:
    """One argument a reader may change: a range, a list of numbers, or a menu of strings."""

    def __init__(self, name, spec, label):
        self.name, self.label = name, label
        spec_is_range = isinstance(spec, tuple) and 2 <= len(spec) <= 3 and all(_is_number(v) for v in spec)
        if spec_is_range:
            low, high, *step = spec
            step = step[0] if step else (high - low) / 100
            if not (low < high and step > 0):
                raise ValueError(f"{name}={spec} is no range: low < high and step > 0 are needed.")
            self.range, self.options, self.start = (low, high, step), None, low
        elif isinstance(spec, tuple | list) and spec and _all_alike(spec):
            self.range, self.options, self.start = None, tuple(spec), spec[0]
        else:
            raise ValueError(f"{name}={spec!r} is no control: give (low, high, step), a tuple of strings or a list.")

    def start_at(self, default):
        """Start at draw's own default where the control can show it; else in the middle of a range."""
        if self.options is not None:
            self.start = default if default in self.options else self.start
        elif _is_number(default) and self.range[0] <= default <= self.range[1]:
            self.start = default
        else:
            low, high, step = self.range
            self.start = low + step * round((high - low) / step / 2)

    def words(self):
        if self.options is not None:
            return f"{self.label}: {', '.join(_plain(option) for option in self.options)}"
        low, high, _ = self.range
        return f"{self.label}: {number(low)} to {number(high)}"

    def widget(self, ipywidgets, label_width):
        """Build the ipywidgets control; all three kinds can be reached and moved by keyboard."""
        wide = ipywidgets.Layout(width=f"{label_width + 380}px", max_width="100%")
        style = {"description_width": f"{label_width}px"}
        shared = {"description": self.label, "style": style, "layout": wide}
        if self.options is not None and isinstance(self.options[0], str):
            control = ipywidgets.Dropdown(options=self.options, value=self.start, **shared)
        elif self.options is not None:
            pairs = [(number(option), option) for option in self.options]
            control = ipywidgets.SelectionSlider(options=pairs, value=self.start, **shared)
        else:
            low, high, step = self.range
            whole = all(isinstance(v, int) for v in (low, high, step, self.start))
            kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
            extra = {} if whole else {"readout_format": _digits(step)}
            control = kind(value=self.start, min=low, max=high, step=step, **extra, **shared)
        control.tooltip = self.words() + ". The arrow keys move it too."
        return control


def live_view(explorer):
    """Build the widgets: controls above one image, its alt text below. None where ipywidgets is missing.

    A slider sends its next value only after the last redraw is done (the front end holds back while a
    message is being worked on), so dragging skips values instead of queueing them.
    """
    try:
        import ipywidgets
    except ImportError:
        return None
    picture = explorer.picture
    image = ipywidgets.Image(
        value=picture.png if picture else b"",
        format="png",
        layout=ipywidgets.Layout(width="760px", max_width="100%", height="auto", flex="0 0 auto"),
    )
    caption = ipywidgets.HTML(_caption(explorer), layout=ipywidgets.Layout(width="760px", max_width="100%"))
    label_width = 20 + 8 * max(len(control.label) for control in explorer.controls.values())
    controls = {name: control.widget(ipywidgets, label_width) for name, control in explorer.controls.items()}

    recent = deque(maxlen=5)

    def moved(_):
        begun = time.perf_counter()
        explorer.redraw({name: widget.value for name, widget in controls.items()})
        if explorer.problem is None:
            image.value = explorer.picture.png
        caption.value = _caption(explorer)
        recent.append(time.perf_counter() - begun)
        quick = len(recent) < recent.maxlen or min(recent) < SLOW  # one slow redraw says nothing
        for widget in controls.values():
            widget.continuous_update = quick

    for widget in controls.values():
        widget.observe(moved, names="value")
    return ipywidgets.VBox([*controls.values(), image, caption])


def _caption(explorer):
    """Write the caption; role=status lets a screen reader speak it when the picture changes."""
    words = html.escape(explorer.caption())
    look = "font-size:12px;line-height:1.4;color:var(--jp-content-font-color2,#6B717D)"
    return f'<div role="status" style="{look}">{words}</div>'


def _check_names(draw, controls, labels):
    accepted = inspect.signature(draw).parameters
    anything = any(p.kind is inspect.Parameter.VAR_KEYWORD for p in accepted.values())
    for name in controls:
        if name not in accepted and not anything:
            raise TypeError(f"The figure has no argument {name!r}; it takes {', '.join(accepted) or 'none'}.")
    for name in labels:
        if name not in controls:
            raise TypeError(f"labels names {name!r}, which is no control.")


def _default(draw, name):
    parameter = inspect.signature(draw).parameters.get(name)
    return None if parameter is None or parameter.default is inspect.Parameter.empty else parameter.default


def _is_number(value):
    return isinstance(value, Real) and not isinstance(value, bool)


def _all_alike(values):
    return all(isinstance(v, str) for v in values) or all(_is_number(v) for v in values)


def _digits(step):
    """Choose the slider's read-out format: the decimals of the step, or significant digits if it is tiny."""
    if step < 1e-3:
        return ".3g"
    decimals = len(format(float(step), ".4f").rstrip("0").partition(".")[2])
    return f".{decimals}f"


def _plain(value):
    return value if isinstance(value, str) else number(value)
