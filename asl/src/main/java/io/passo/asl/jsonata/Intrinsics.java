package io.passo.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Evaluation;
import io.passo.asl.intrinsic.IntrinsicFunctions;
import java.util.List;

/** Functions added to JSONata that do what an intrinsic function does. */
final class Intrinsics {
  private Intrinsics() {}

  static Object call(String name, List<JsonNode> arguments) {
    return switch (IntrinsicFunctions.named(name)
        .orElseThrow()
        .call(arguments, Run.current().entropy())) {
      case Evaluation.Value<JsonNode>(JsonNode value) -> Values.of(value);
      case Evaluation.Failed<JsonNode> failed ->
          throw new JsonataError(String.valueOf(failed.error().cause()));
    };
  }
}
