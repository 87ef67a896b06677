"""The lectures' worked examples as they are given, in the course's layout: rows are samples, weights are (in, out)."""

from __future__ import annotations

import numpy as np

# 003's Iris network: 2-2-3, ReLU and softmax, one flower of the first class.
IRIS_X, IRIS_Y = np.array([[1.8, 0.5]]), np.array([[1.0, 0.0, 0.0]])
IRIS_W1, IRIS_B1 = np.array([[0.1, 0.4], [-0.2, 0.6]]), np.array([0.2, -0.3])
IRIS_W2, IRIS_B2 = np.array([[0.3, 0.2, 0.3], [-0.3, 0.1, -0.2]]), np.array([-0.1, -0.5, -0.4])
IRIS_PARAMS = [(IRIS_W1, IRIS_B1), (IRIS_W2, IRIS_B2)]
IRIS_ACTIVATIONS = ["relu", "softmax"]
IRIS_H = np.array([0.28, 0.72])
IRIS_Z2 = np.array([-0.232, -0.372, -0.460])
IRIS_P = np.array([0.37516659808794345, 0.3261541716943075, 0.2986792302177491])
SLIDE_P = np.array([0.38, 0.32, 0.30])  # as 003 rounds it
SETOSA = np.array([1.0, 0.0, 0.0])

# 003's softmax example.
SCORES = np.array([0.6, 1.1, -1.5, 1.2, 3.2, -1.1])

# 003's four points with their leading 1, the second slide's labels, and the start of its walk-through.
POINTS = np.array([[1.0, 1, 3], [1, 5, 4], [1, 6, 3], [1, 3, 1]])
LABELS = np.array([1, 1, -1, -1])
W_START = np.array([0.0, -1.0, 1.0])

# XOR.
CORNERS = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
XOR = np.array([0.0, 1, 1, 0])

# 002's line through three points.
LINE_X, LINE_T = np.array([[1.0, 0], [1, 1], [1, 2]]), np.array([1.0, 3, 5])
