package io.passo.examples.words;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;

/** Adds numbers up. */
public final class Sum implements RequestHandler<List<Integer>, Integer> {
  @Override
  public Integer handleRequest(List<Integer> numbers, Context context) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }
}
