import numpy as np


def zero_one_loss(y, y_hat):
    return np.mean(np.array(y) == np.array(y_hat))
