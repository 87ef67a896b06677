"""Every function draws, without a warning, what it was given."""

from __future__ import annotations

import inspect
import sys
from typing import Any

import IPython.display
import matplotlib.pyplot as plt
import numpy as np
import pytest

from course_tools import plots


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    figure.canvas.draw()
    plt.close("all")


def test_styled_curves_differ_by_more_than_colour(ax: Any) -> None:
    for index in range(5):
        ax.plot(range(20), np.arange(20) + index, **plots.styled(index))
    assert len({(line.get_marker(), line.get_linestyle()) for line in ax.lines}) == 5


def test_show_says_what_the_figure_shows(
    ax: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    monkeypatch.setattr(plt, "show", lambda: None)  # outside a notebook: no window in a test
    plots.show("A line that rises.")
    assert capsys.readouterr().out == "A line that rises.\n"


def test_show_gives_a_notebook_a_picture_and_the_sentence(ax: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    monkeypatch.setitem(sys.modules, "ipykernel", sys)  # as in a kernel
    monkeypatch.setattr(IPython.display, "display", shown.append)
    ax.plot([1, 2])
    plots.show("A line & a rise.")
    picture, caption = shown
    assert picture.data.startswith(b"\x89PNG") and picture.alt == "A line & a rise."
    assert "A line &amp; a rise." in caption.data and plt.get_fignums() == []


def test_slider_outside_a_notebook_draws_once_with_the_first_values(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    plots.slider(lambda w, b: drawn.append((w, b)), w=(-5, 5, 0.5, 1.0), b=(0, 2, 1, 2.0))
    assert drawn == [(1.0, 2.0)]


def test_slider_in_a_notebook_redraws_with_the_value_that_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    ipywidgets = pytest.importorskip("ipywidgets")
    kernel = pytest.importorskip("ipykernel.comm") and sys.modules.pop("ipykernel")
    drawn, shown = [], []
    monkeypatch.setitem(sys.modules, "ipykernel", kernel)  # as in a kernel, and gone after this test
    monkeypatch.setattr(IPython.display, "display", shown.append)
    plots.slider(lambda w: drawn.append(w), w=(-5, 5, 0.5, 1.0))
    (box,) = shown
    knob = next(child for child in box.children if isinstance(child, ipywidgets.FloatSlider))
    assert (knob.min, knob.max, knob.step, drawn) == (-5, 5, 0.5, [1.0])
    knob.value = 2.5
    assert drawn == [1.0, 2.5]


def test_neuron_names_what_it_is_made_of(ax: Any) -> None:
    plots.neuron(ax, ["a", "c"], ["u", "v"], "b", ["sum", "f", "g"])
    assert {text.get_text() for text in ax.texts} == {"", "a", "c", "u", "v", "b", "sum", "f", "g"}


def test_labels_name_each_sample(ax: Any) -> None:
    plots.labels(ax, X, ["a", "b", "c", "d"])
    assert [(text.get_text(), text.xy) for text in ax.texts][1][0] == "b"
    assert np.array_equal([text.xy for text in ax.texts], X)


X = np.array([[0.0, 0.0], [1.0, 2.0], [2.0, 1.0], [3.0, 3.0]])


def test_points_has_one_label_for_each_class(ax: Any) -> None:
    plots.points(ax, X, np.array([-1, 1, 1, -1]), names={-1: "no", 1: "yes"})
    assert ax.get_legend_handles_labels()[1] == ["no", "yes"]
    assert [len(drawn.get_offsets()) for drawn in ax.collections] == [2, 2]


def test_points_without_names(ax: Any) -> None:
    plots.points(ax, X, np.array([0, 1, 2, 3]))
    assert ax.get_legend_handles_labels()[1] == ["class 0", "class 1", "class 2", "class 3"]


def test_line_runs_across(ax: Any) -> None:
    plots.line(ax, 2.0, 1.0, color="red", label="y")
    assert ax.lines[0].get_color() == "red" and ax.lines[0].get_slope() == 2.0


def test_normal_has_length_one(ax: Any) -> None:
    plots.normal(ax, np.array([3.0, 4.0]), at=(1.0, 1.0))
    assert np.allclose(ax.texts[0].xy, (1.6, 1.8))


def test_regions_colours_the_plane(ax: Any) -> None:
    seen = []
    plots.regions(ax, lambda points: seen.append(points.shape) or (points[:, 0] > 0).astype(int), (-1, 1), (-1, 1))
    assert seen == [(40_000, 2)] and ax.collections


def test_surface_has_levels_and_a_colour_bar(ax: Any) -> None:
    plots.surface(ax, lambda point: float(point @ point), (-1, 1), (-2, 2), levels=[0.1, 1, 2])
    assert ax.collections and len(ax.figure.axes) == 2


def test_path_goes_through_its_positions(ax: Any) -> None:
    plots.path(ax, X, color="blue")
    assert ax.lines[0].get_xydata().tolist() == X.tolist()


@pytest.mark.parametrize("matrix", [[[1.0, -2.0], [0.5, 0.0]], [[0.0, 0.0]]])
def test_heatmap_writes_its_numbers(ax: Any, matrix: Any) -> None:
    plots.heatmap(ax, matrix, "title", form=".1f")
    assert [text.get_text() for text in ax.texts] == [f"{value:.1f}" for row in matrix for value in row]
    assert ax.get_title() == "title"


def test_heatmap_with_labels(ax: Any) -> None:
    plots.heatmap(ax, np.eye(2), labels=["a", "b"])
    assert [one.get_text() for one in ax.get_xticklabels()] == ["a", "b"]


@pytest.mark.parametrize("count", [1, 10, 13])
def test_images_in_a_grid(count: Any) -> None:
    figure = plots.images(np.arange(count * 64.0).reshape(count, 64), titles=[str(i) for i in range(count)])
    drawn = [ax for ax in figure.axes if ax.images]
    assert len(drawn) == count and drawn[-1].get_title() == str(count - 1)
    assert drawn[0].images[0].get_array().shape == (8, 8)
    figure.canvas.draw()
    plt.close(figure)


class Node:
    """A node of a computation graph, as a notebook defines it."""

    def __init__(self, value: float, parents: tuple[Node, ...] = (), slopes: tuple[float, ...] = ()) -> None:
        self.value, self.parents, self.slopes, self.grad = value, parents, slopes, 0.5


def test_graph_draws_a_box_for_each_node_and_an_arrow_for_each_slope(ax: Any) -> None:
    x, b = Node(3.0), Node(-1.0)
    square = Node(9.0, (x, x), (3.0, 3.0))
    total = Node(8.0, (square, b), (1.0, 1.0))
    plots.graph(ax, [x, square, b, total], {x: "x", total: "f"}, "x² − 1")
    texts = [text.get_text() for text in ax.texts]
    assert [text for text in texts if "∂" in text] == ["x\n3\n∂: 0.5", "\n9\n∂: 0.5", "\n-1\n∂: 0.5", "f\n8\n∂: 0.5"]
    assert sorted(text for text in texts if text and "∂" not in text) == ["1", "1", "3", "3"]
    across = {text.get_text()[0]: text.get_position()[0] for text in ax.texts if "∂" in text.get_text()}
    assert across["x"] < across["f"]


def test_every_function_is_tested() -> None:
    public = {name for name, one in vars(plots).items() if inspect.isfunction(one) and one.__module__ == plots.__name__}
    tested = {name.removeprefix("test_").partition("_")[0] for name in globals() if name.startswith("test_")}
    assert {name for name in public if not name.startswith("_")} <= tested


def test_heatmap_takes_the_scale_it_is_given(ax: Any) -> None:
    plots.heatmap(ax, np.array([[1.0, -2.0]]), limit=8.0)
    assert ax.images[0].get_clim() == (-8.0, 8.0)


def test_network_shows_its_weights_values_and_deltas(ax: Any) -> None:
    weights = [np.array([[0.5], [-1.5]])]
    plots.network(ax, weights, [["$x_1$", "$x_2$"], ["out"]], [["2", "3"], ["h = .6"]], [["", ""], ["δ = .1"]])
    assert {text.get_text() for text in ax.texts} >= {"0.5", "-1.5", "$x_1$", "$x_2$", "out", "h = .6", "δ = .1"}
    thin, thick = [line for line in ax.lines if line.get_marker() == "None"]
    assert thin.get_linewidth() < thick.get_linewidth() and (thin.get_linestyle(), thick.get_linestyle()) == ("-", "--")
