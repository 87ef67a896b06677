def predict(X, w)
    return 1
