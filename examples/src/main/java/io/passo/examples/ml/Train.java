package io.passo.examples.ml;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Arrays;
import java.util.List;

/** Trains a logistic regression by gradient descent. */
public final class Train implements RequestHandler<Train.Request, Model> {
  /**
   * How to train.
   *
   * @param epochs how often all rows are looked at
   */
  public record Request(List<Row> rows, double learningRate, int epochs) {}

  @Override
  public Model handleRequest(Request request, Context context) {
    int features = request.rows().getFirst().features().size();
    double[] weights = new double[features];
    double bias = 0;
    for (int epoch = 0; epoch < request.epochs(); epoch++) {
      double[] gradient = new double[features];
      double biasGradient = 0;
      Model model = model(weights, bias, request);
      for (Row row : request.rows()) {
        double error = model.probability(row.features()) - row.label();
        for (int i = 0; i < features; i++) {
          gradient[i] += error * row.features().get(i);
        }
        biasGradient += error;
      }
      double step = request.learningRate() / request.rows().size();
      for (int i = 0; i < features; i++) {
        weights[i] -= step * gradient[i];
      }
      bias -= step * biasGradient;
    }
    return model(weights, bias, request);
  }

  private static Model model(double[] weights, double bias, Request request) {
    return new Model(Arrays.stream(weights).boxed().toList(), bias, request.learningRate());
  }
}
