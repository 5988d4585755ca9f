package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Evaluation;
import java.util.List;

/** What the value of a key ending in {@code .$} may be: a path or an intrinsic call. */
public sealed interface Expression permits JsonPath, IntrinsicCall {
  /** As written in the definition. */
  String text();

  /** Every path in it. */
  List<JsonPath> paths();

  /**
   * Evaluates it.
   *
   * @param scope what it can see
   * @param field name of the field it stands in, for the cause: {@code value.$}, {@code ErrorPath}
   * @return a node that must not be changed, or the failure of asl.md §2.1 and §2.2
   */
  Evaluation<JsonNode> evaluate(Scope scope, String field);

  /** Compiles {@code text}: a path if it starts with {@code $}, an intrinsic call otherwise. */
  static Compiled<? extends Expression> compile(String text) {
    return text.startsWith("$") ? JsonPath.compile(text) : IntrinsicCall.compile(text);
  }
}
