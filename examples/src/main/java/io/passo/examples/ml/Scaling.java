package io.passo.examples.ml;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes features comparable.
 *
 * @param means mean of each feature
 * @param deviations standard deviation of each feature
 */
public record Scaling(List<Double> means, List<Double> deviations) {
  /** The scaling that gives these rows the mean 0 and the deviation 1. */
  static Scaling of(List<List<Double>> rows) {
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int i = 0; i < rows.getFirst().size(); i++) {
      int feature = i;
      double mean = rows.stream().mapToDouble(row -> row.get(feature)).average().orElse(0);
      double variance =
          rows.stream()
              .mapToDouble(row -> (row.get(feature) - mean) * (row.get(feature) - mean))
              .average()
              .orElse(0);
      means.add(mean);
      deviations.add(variance == 0 ? 1 : Math.sqrt(variance));
    }
    return new Scaling(means, deviations);
  }

  /** Scaled features. */
  List<Double> scale(List<Double> features) {
    List<Double> scaled = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      scaled.add((features.get(i) - means.get(i)) / deviations.get(i));
    }
    return scaled;
  }
}
