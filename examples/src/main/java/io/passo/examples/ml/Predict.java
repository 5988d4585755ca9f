package io.passo.examples.ml;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;

/** Tells the class of what has been measured. */
public final class Predict implements RequestHandler<Predict.Request, Predict.Prediction> {
  /** A model, and features as they were measured. */
  public record Request(
      Model model, Scaling scaling, List<String> classes, List<Double> features) {}

  /** What it is. */
  public record Prediction(List<Double> features, String species) {}

  @Override
  public Prediction handleRequest(Request request, Context context) {
    int label = request.model().label(request.scaling().scale(request.features()));
    return new Prediction(request.features(), request.classes().get(label));
  }
}
