package io.passo.examples.ml;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;

/** Says how many rows a model gives the right class. */
public final class Evaluate implements RequestHandler<Evaluate.Request, Evaluate.Score> {
  /** What to evaluate, and with which rows. */
  public record Request(Model model, List<Row> rows) {}

  /**
   * How good it is.
   *
   * @param accuracy share of the rows, 0..1
   */
  public record Score(double accuracy, int rows) {}

  @Override
  public Score handleRequest(Request request, Context context) {
    List<Row> rows = request.rows();
    long right =
        rows.stream().filter(row -> request.model().label(row.features()) == row.label()).count();
    return new Score((double) right / rows.size(), rows.size());
  }
}
