"""Drawing for the notebooks: points, lines, regions, surfaces, heat maps, images.

Each function draws on the axes it is given and computes nothing that is an exercise. matplotlib takes half a second
to import, so it is imported by who draws; grading does not.
"""

from __future__ import annotations

import html
import io
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CLASSES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
"""Colours of classes 0, 1, 2, … (Okabe and Ito's palette, safe for colour-blind eyes)."""

SEQUENCE = ("#440154", "#31688e", "#35b779", "#e69f00", "#7f7f7f")
"""Colours of curves that are compared with one another."""

_MARKERS = ("o", "^", "s", "D", "v")
_DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))


def styled(index: int, marks: int = 8) -> dict[str, Any]:
    """The look of the `index`-th of several curves for `ax.plot`: colour, dashes, and about `marks` markers."""
    turn = index % len(SEQUENCE)
    look = {"color": SEQUENCE[turn], "linestyle": _DASHES[turn], "marker": _MARKERS[turn]}
    return {**look, "markevery": 1 / marks, "markersize": 5, "linewidth": 1.5}


def show(description: str) -> None:
    """Show the current figure; one sentence says what it shows, below it and to those who cannot see it."""
    import matplotlib.pyplot as plt

    if "ipykernel" not in sys.modules:
        plt.show()
        print(description)
        return
    from IPython.display import HTML, Image, display

    picture = io.BytesIO()
    plt.gcf().savefig(picture, format="png", dpi=plt.rcParams["figure.dpi"], bbox_inches="tight")
    plt.close()
    display(Image(picture.getvalue(), alt=description))
    display(HTML(f'<p style="font-size:.9em;font-style:italic;margin:0 0 1em">{html.escape(description)}</p>'))


def slider(draw: Callable[..., None], **ranges: tuple[float, float, float, float]) -> None:
    """Let a reader turn the numbers of a figure: `draw(w=…, b=…)` draws it, `w=(least, most, step, first)` each slider.

    Where ipywidgets is missing, or outside a notebook, the figure at the first values is all there is.
    """
    first = {name: values[3] for name, values in ranges.items()}
    try:
        if "ipykernel" not in sys.modules:
            raise ImportError
        import ipywidgets
    except ImportError:
        draw(**first)
        return
    from IPython.display import display

    sliders = {
        name: ipywidgets.FloatSlider(value, min=least, max=most, step=step, description=name, continuous_update=False)
        for name, (least, most, step, value) in ranges.items()
    }
    display(ipywidgets.VBox([*sliders.values(), ipywidgets.interactive_output(draw, sliders)]))


def points(ax: Axes, X: np.ndarray, y: np.ndarray, names: Mapping[int, str] | Sequence[str] | None = None) -> None:
    """Scatter samples `X` (N, 2), coloured and shaped by class `y` (N,); `names` label the classes."""
    for index, label in enumerate(np.unique(y)):
        name = str(names[int(label)]) if names is not None else f"class {label}"
        style: dict[str, Any] = {"color": CLASSES[index % 4], "marker": _MARKERS[index % 4], "s": 45, "zorder": 3}
        across, up = X[y == label].T
        ax.scatter(across, up, edgecolor="white", linewidth=0.6, label=name, **style)


def labels(ax: Axes, X: np.ndarray, names: Sequence[str], offset: tuple[float, float] = (7, 5)) -> None:
    """Write each sample's name beside it: `X` (N, 2), N names, `offset` in points."""
    for place, name in zip(X, names, strict=True):
        ax.annotate(name, place, xytext=offset, textcoords="offset points", fontsize=9)


def line(ax: Axes, slope: float, intercept: float, **style: Any) -> None:
    """Draw x2 = slope · x1 + intercept across the axes."""
    default: dict[str, Any] = {"color": "black", "linewidth": 1.5}
    ax.axline((0.0, float(intercept)), slope=float(slope), **(default | style))


def normal(ax: Axes, direction: np.ndarray, at: tuple[float, float], color: str = "black") -> None:
    """Draw an arrow of length 1 from `at` along `direction` (2,)."""
    unit = np.asarray(direction) / np.linalg.norm(direction)
    ax.annotate("", xy=np.add(at, unit), xytext=at, arrowprops={"arrowstyle": "->", "linewidth": 1.5, "color": color})


def regions(
    ax: Axes, predict: Callable[[np.ndarray], np.ndarray], xlim: tuple[float, float], ylim: tuple[float, float]
) -> None:
    """Colour the plane by class: `predict` maps points (M, 2) to classes 0, 1, 2, … (M,)."""
    grid, shape = _grid(xlim, ylim, 200)
    classes = np.asarray(predict(grid)).reshape(shape)
    levels = np.arange(len(CLASSES) + 1) - 0.5
    ax.contourf(*_axes(xlim, ylim, 200), classes, levels=levels, colors=CLASSES, alpha=0.18)


def surface(
    ax: Axes,
    function: Callable[[np.ndarray], float],
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    levels: int | Sequence[float] = 20,
) -> None:
    """Draw the level lines of `function`, which maps one point (2,) to a number."""
    grid, shape = _grid(xlim, ylim, 60)
    values = np.array([function(point) for point in grid]).reshape(shape)
    filled = ax.contourf(*_axes(xlim, ylim, 60), values, levels=levels, cmap="Greys", alpha=0.7, extend="max")
    ax.figure.colorbar(filled, ax=ax, shrink=0.85)


def path(ax: Axes, positions: np.ndarray, **style: Any) -> None:
    """Draw the way of a descent through `positions` (steps, 2)."""
    default: dict[str, Any] = {"color": CLASSES[1], "marker": ".", "linewidth": 1.2, "markersize": 4}
    across, up = np.asarray(positions).T
    ax.plot(across, up, **(default | style))


def heatmap(
    ax: Axes,
    matrix: np.ndarray,
    title: str = "",
    labels: Sequence[str] | None = None,
    form: str = ".2f",
    limit: float | None = None,
) -> None:
    """Draw a small matrix as coloured cells with their numbers, zero in white.

    limit: the number with the strongest colour, the largest one by default; give the same to maps that are compared.
    """
    matrix = np.asarray(matrix, dtype=float)
    limit = limit or float(np.abs(matrix).max()) or 1.0
    ax.imshow(matrix, cmap="RdBu_r", vmin=-limit, vmax=limit)
    for (row, column), value in np.ndenumerate(matrix):
        shade = "white" if abs(value) > 0.6 * limit else "black"
        ax.text(column, row, format(value, f"z{form}"), ha="center", va="center", color=shade)
    ax.set(title=title, xticks=range(matrix.shape[1]), yticks=range(matrix.shape[0]))
    if labels is not None:
        ax.set_xticklabels(labels)
        ax.set_yticklabels(labels)


def network(
    ax: Axes,
    weights: Sequence[np.ndarray],
    names: Sequence[Sequence[str]],
    above: Sequence[Sequence[str]],
    below: Sequence[Sequence[str]] | None = None,
) -> None:
    """Draw a network: circles with their names, forward values above them, deltas below, a line for each weight.

    weights: a matrix (D_in, D_out) for each layer; names, above, below: for each column a text for each of its units.
    A line is as thick as its weight, dashed where the weight is negative.
    """
    place = [
        [(3.0 * at, 1.7 * ((len(units) - 1) / 2 - row)) for row in range(len(units))] for at, units in enumerate(names)
    ]
    for at, matrix in enumerate(weights):
        for (i, j), weight in np.ndenumerate(matrix):
            start, end = np.array(place[at][i]), np.array(place[at + 1][j])
            style: dict[str, Any] = {"color": CLASSES[int(weight < 0)], "linestyle": "--" if weight < 0 else "-"}
            ax.plot(*np.transpose([start, end]), linewidth=min(1 + 4 * abs(weight), 6), alpha=0.55, zorder=1, **style)
            box = {"boxstyle": "round,pad=.1", "facecolor": "white", "edgecolor": "none"}
            across, up = start + 0.25 * (end - start)
            ax.text(across, up, f"{weight:g}", fontsize=9, ha="center", va="center", bbox=box)
    for at, units in enumerate(names):
        for row, name in enumerate(units):
            across, up = place[at][row]
            ax.plot(across, up, "o", markersize=30, markerfacecolor="white", markeredgecolor="black", zorder=2)
            ax.text(across, up, name, ha="center", va="center", zorder=3)
            ax.text(across, up + 0.42, above[at][row], ha="center", va="bottom", fontsize=9, zorder=3)
            if below is not None:
                ax.text(
                    across, up - 0.42, below[at][row], ha="center", va="top", fontsize=9, color=CLASSES[1], zorder=3
                )
    right, reach = 3.0 * (len(names) - 1), 0.85 * max(map(len, names)) + 0.5
    if below is not None:
        for text, arrow, level, colour in (
            ("forward", "->", reach, "black"),
            ("deltas flow back", "<-", -reach, CLASSES[1]),
        ):
            ax.annotate("", (right, level), (0.0, level), arrowprops={"arrowstyle": arrow, "color": colour})
            ax.text(right / 2, level + 0.08, text, ha="center", va="bottom", fontsize=9, color=colour)
    ax.set(xlim=(-0.9, right + 0.9), ylim=(-reach - 0.2, reach + 0.5))
    ax.axis("off")


def neuron(ax: Axes, inputs: Sequence[str], weights: Sequence[str], bias: str, steps: Sequence[str]) -> None:
    """Sketch one neuron: its inputs with their weights on the arrows, its bias, and what it computes, step by step."""
    arrow: dict[str, Any] = {"arrowstyle": "->", "linewidth": 1.4, "shrinkA": 14, "shrinkB": 2}
    rows = np.linspace(1, -1, len(inputs))
    for row, name, weight in zip(rows, inputs, weights, strict=True):
        ax.annotate("", xy=(1.45, 0.3 * row), xytext=(0, row), arrowprops=arrow)
        ax.text(0, row, name, ha="center", va="center", bbox={"boxstyle": "circle", "facecolor": "white"})
        ax.text(0.75, 0.64 * row + 0.08, weight, ha="center", color=CLASSES[0])
    ax.annotate("", xy=(2.1, 0.45), xytext=(2.1, 1.15), arrowprops=arrow | {"shrinkA": 4})
    ax.text(2.1, 1.15, bias, ha="center", va="center", color=CLASSES[1])
    for place, step in enumerate(steps):
        left = 2.1 + 1.7 * place
        if place:
            ax.annotate("", xy=(left - 0.5, 0), xytext=(left - 1.05, 0), arrowprops=arrow | {"shrinkA": 0})
        ax.text(left, 0, step, ha="center", va="center", bbox={"boxstyle": "round,pad=0.8", "facecolor": "#eef3f8"})
    end = 2.1 + 1.7 * (len(steps) - 1)
    ax.annotate("", xy=(end + 1.1, 0), xytext=(end + 0.5, 0), arrowprops=arrow | {"shrinkA": 0})
    ax.set(xlim=(-0.3, end + 1.2), ylim=(-1.3, 1.4))
    ax.axis("off")


def images(pixels: np.ndarray, titles: Sequence[str] | None = None, columns: int = 10) -> Figure:
    """Draw square grey images, given as rows of `pixels` (M, side²), in a grid; returns the figure."""
    import matplotlib.pyplot as plt

    side = round(np.shape(pixels)[1] ** 0.5)
    rows = -(-len(pixels) // columns)
    fig, axes = plt.subplots(rows, columns, figsize=(columns, 1.25 * rows), squeeze=False)
    for index, ax in enumerate(axes.flat):
        ax.axis("off")
        if index < len(pixels):
            ax.imshow(np.reshape(pixels[index], (side, side)), cmap="gray_r")
            ax.set_title(titles[index] if titles is not None else "", fontsize=9)
    fig.tight_layout()
    return fig


def graph(ax: Axes, order: Sequence[Any], names: Mapping[Any, str], title: str = "") -> None:
    """Draw a computation graph: boxes with value and gradient, arrows with slopes.

    order: nodes with `value`, `grad`, `parents` and `slopes`, parents before children, the output last; names: labels.
    """
    place = _places(order)
    boxes: dict[Any, Any] = {}
    for node in order:
        style = {"boxstyle": "round,pad=.4", "facecolor": "white", "edgecolor": CLASSES[0 if node.parents else 2]}
        label = f"{names.get(node, '')}\n{node.value:.4g}\n∂: {node.grad:.4g}"
        boxes[node] = ax.text(
            place[node][0], place[node][1], label, ha="center", va="center", fontsize=9, bbox=style
        ).get_bbox_patch()
    for child in order:
        for index, (parent, slope) in enumerate(zip(child.parents, child.slopes, strict=True)):
            bend = (0.35 * index - 0.175) * (child.parents.count(parent) > 1)  # two arrows from one node part
            start, end = place[parent], place[child]
            arrow = {"arrowstyle": "-|>", "color": "grey", "patchA": boxes[parent], "patchB": boxes[child]}
            ax.annotate("", tuple(end), tuple(start), arrowprops={**arrow, "connectionstyle": f"arc3,rad={bend}"})
            across, up = (start + end) / 2 + bend / 2 * np.array([1, -1]) * (end - start)[::-1]
            ax.text(across, up, f"{slope:.3g}", ha="center", va="center", fontsize=8, backgroundcolor="white")
    lowest = min(up for _, up in place.values())
    right = max(across for across, _ in place.values())
    ax.set(title=title, xlim=(-0.5, right + 0.5), ylim=(lowest - 0.5, 0.5 - lowest))
    ax.axis("off")


def _places(order: Sequence[Any]) -> dict[Any, np.ndarray]:
    """Where a graph's nodes stand: a column each for the longest way from an input, inputs close to their use."""
    column: dict[Any, int] = {}
    for node in order:
        column[node] = 1 + max([column[parent] for parent in node.parents], default=-1)
    for node in order:
        if not node.parents:
            column[node] = min([column[child] for child in order if node in child.parents], default=1) - 1
    place: dict[Any, np.ndarray] = {}
    for across in range(max(column.values()) + 1):
        nodes = sorted((node for node in order if column[node] == across), key=lambda node: not node.parents)
        place |= {node: np.array([across, (len(nodes) - 1) / 2 - row]) for row, node in enumerate(nodes)}
    return place


def _axes(xlim: tuple[float, float], ylim: tuple[float, float], count: int) -> tuple[np.ndarray, np.ndarray]:
    return np.linspace(*xlim, count), np.linspace(*ylim, count)


def _grid(xlim: tuple[float, float], ylim: tuple[float, float], count: int) -> tuple[np.ndarray, tuple[int, int]]:
    across, up = np.meshgrid(*_axes(xlim, ylim, count))
    return np.column_stack([across.ravel(), up.ravel()]), across.shape
