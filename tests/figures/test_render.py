"""What lies in `figures/rendered/` is what the code draws, byte for byte, in every process."""

import json
import os
import subprocess
import sys

import pytest

from figures import curves, functions, render

pixels = pytest.mark.skipif(sys.platform != "linux", reason="bytes of images are compared on Linux only")
TWO = {"curves-crossing": curves.crossing, "curves-tangent": curves.tangent}


@pixels
def test_the_rendered_images_are_what_would_be_drawn_now():
    assert render.differences(render.registry()) == []


def test_every_stored_image_is_small_and_has_an_alt_text():
    alt = json.loads((render.RENDERED / render.ALT).read_text(encoding="utf-8"))
    stored = sorted(render.RENDERED.glob("*.png"))
    assert [path.stem for path in stored] == sorted(alt) == list(render.registry())
    assert all(path.stat().st_size <= 200_000 for path in stored)
    assert all(15 <= len(text.split()) <= 50 for text in alt.values())


def test_rendering_twice_changes_nothing(tmp_path):
    assert render.render(TWO, tmp_path) == list(TWO)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert render.render(TWO, tmp_path) == []
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    assert render.differences(TWO, tmp_path) == []


def test_editing_a_plotted_curve_is_found_and_named(tmp_path, monkeypatch):
    render.render(TWO, tmp_path)
    straight = functions._values
    monkeypatch.setattr(functions, "_values", lambda f, x: 1.003 * straight(f, x))
    lines = render.differences(TWO, tmp_path)
    assert any(line.startswith("curves-crossing: the drawing differs") for line in lines)
    assert any(line.startswith("curves-tangent: the drawing differs") for line in lines)


def test_every_kind_of_difference_is_named(tmp_path):
    render.render(TWO, tmp_path)
    image = tmp_path / "curves-crossing.png"
    image.write_bytes(image.read_bytes()[:-1])
    (tmp_path / "curves-tangent.png").rename(tmp_path / "curves-old.png")
    alt = json.loads((tmp_path / render.ALT).read_text(encoding="utf-8"))
    (tmp_path / render.ALT).write_text(json.dumps({**alt, "curves-tangent": "?", "gone": "?"}), encoding="utf-8")
    lines = render.differences(TWO, tmp_path)
    assert [line.split(":")[0] for line in lines] == [
        "curves-crossing",
        "curves-tangent",
        "curves-tangent",
        "curves-old",
        "gone",
    ]
    assert set(render.render(TWO, tmp_path)) == {"curves-crossing", "curves-tangent", "curves-old"}
    assert render.differences(TWO, tmp_path) == []


def test_the_command_renders_some_checks_and_names_what_is_missing(tmp_path, capsys):
    assert render.main(["curves-crossing"], tmp_path) == 0
    assert render.main(["--check", "curves-crossing"], tmp_path) == 0
    assert render.main(["--check", "curves-crossing", "curves-readings"], tmp_path) == 1
    assert "curves-readings: not rendered yet" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="no figure 'curvs'"):
        render.main(["curvs"], tmp_path)


FRESH = """
import hashlib, sys
from figures import curves, frames
drawn = [draw() for draw in curves.FIGURES] + [frames.filmstrip(curves.tangent, "x0", (-2, -1, 0, 1))]
print(*(hashlib.sha256(picture.png).hexdigest() for picture in drawn))
assert "matplotlib.pyplot" not in sys.modules
"""


def fresh(**environment):
    environment = {**os.environ, **environment}
    done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, timeout=120, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pixels
@pytest.mark.slow
def test_the_bytes_are_the_same_in_a_fresh_process_and_on_a_plainer_processor():
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    able = " ".join(name for name in __cpu_dispatch__ if __cpu_features__.get(name))
    plain = fresh(PYTHONHASHSEED="1")
    assert plain == fresh(PYTHONHASHSEED="2", NPY_DISABLE_CPU_FEATURES=able, OPENBLAS_CORETYPE="Haswell")
