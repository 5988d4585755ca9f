package io.passo.examples.ml;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads measurements as CSV and splits them into rows to train and rows to test with. */
public final class Ingest implements RequestHandler<Ingest.Request, Ingest.DataSet> {
  /**
   * What to read.
   *
   * @param csv a heading, then numbers with the name of the class in the last column
   * @param testEvery each so manieth row is for testing
   */
  public record Request(String csv, int testEvery) {}

  /**
   * Data to learn from.
   *
   * @param classes names of the two classes; the label of a row is an index into them
   */
  public record DataSet(List<Row> train, List<Row> test, Scaling scaling, List<String> classes) {}

  @Override
  public DataSet handleRequest(Request request, Context context) {
    List<List<String>> lines =
        request.csv().lines().skip(1).map(line -> List.of(line.split(","))).toList();
    List<String> classes = lines.stream().map(List::getLast).distinct().toList();
    if (classes.size() != 2) {
      throw new IllegalArgumentException("Expected rows of two classes but found " + classes);
    }
    List<List<Double>> features = lines.stream().map(Ingest::features).toList();
    List<List<Double>> trained = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      if (!isTest(i, request)) {
        trained.add(features.get(i));
      }
    }
    Scaling scaling = Scaling.of(trained);
    List<Row> train = new ArrayList<>();
    List<Row> test = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int label = classes.indexOf(lines.get(i).getLast());
      (isTest(i, request) ? test : train).add(new Row(scaling.scale(features.get(i)), label));
    }
    return new DataSet(train, test, scaling, classes);
  }

  private static boolean isTest(int row, Request request) {
    return row % request.testEvery() == request.testEvery() - 1;
  }

  private static List<Double> features(List<String> line) {
    Stream<String> numbers = line.subList(0, line.size() - 1).stream();
    return numbers.map(Double::valueOf).toList();
  }
}
