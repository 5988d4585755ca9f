package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.passo.asl.data.Entropy;
import java.util.StringTokenizer;

/**
 * {@code States.StringSplit(text, delimiters)}: every character of the delimiters separates; empty
 * parts are dropped.
 */
final class StringSplit extends IntrinsicFunction {

  StringSplit() {
    super("States.StringSplit", 2, 2);
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    StringTokenizer tokens = new StringTokenizer(arguments.text(0), arguments.text(1));
    ArrayNode words = JsonNodeFactory.instance.arrayNode();
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
    return words;
  }
}
