package io.passo.examples.words;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Counts the words of one text. */
public final class CountWords implements RequestHandler<String, Integer> {
  @Override
  public Integer handleRequest(String text, Context context) {
    return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
  }
}
