package io.passo.examples.ml;

import java.util.List;

/**
 * A logistic regression.
 *
 * @param weights one for each feature
 * @param bias what is added to the weighted sum
 * @param learningRate how it was trained
 */
public record Model(List<Double> weights, double bias, double learningRate) {
  /** How likely a row of these features is of the second class, 0..1. */
  double probability(List<Double> features) {
    double sum = bias;
    for (int i = 0; i < weights.size(); i++) {
      sum += weights.get(i) * features.get(i);
    }
    // StrictMath gives the same digits everywhere.
    return 1 / (1 + StrictMath.exp(-sum));
  }

  /** The class of a row of these features. */
  int label(List<Double> features) {
    return probability(features) >= 0.5 ? 1 : 0;
  }
}
