package io.passo.examples.ml;

import java.util.List;

/**
 * One flower.
 *
 * @param features measurements, scaled so that each has the mean 0 and the deviation 1
 * @param label 1 if it is of the second class, else 0
 */
public record Row(List<Double> features, int label) {}
