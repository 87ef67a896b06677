def predict_line(x, slope, intercept):
    return slope * x
