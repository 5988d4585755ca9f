package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import java.util.List;

/** A function {@code States.*}: deterministic but for the entropy it is given, without state. */
public abstract sealed class IntrinsicFunction
    permits ArrayContains,
        ArrayGetItem,
        ArrayLength,
        ArrayOf,
        ArrayPartition,
        ArrayRange,
        ArrayUnique,
        Base64Decode,
        Base64Encode,
        Format,
        Hash,
        JsonMerge,
        JsonToString,
        MathAdd,
        MathRandom,
        StringSplit,
        StringToJson,
        Uuid {
  private final String name;
  private final int least;
  private final int most;

  IntrinsicFunction(String name, int least, int most) {
    this.name = name;
    this.least = least;
    this.most = most;
  }

  /** Name with {@code States.}. */
  public String name() {
    return name;
  }

  /** Whether the function takes that many arguments. */
  public boolean takes(int arguments) {
    return least <= arguments && arguments <= most;
  }

  /** Whether escapes in a literal first argument are left to the function. */
  public boolean readsEscapes() {
    return false;
  }

  /** Whether the function may stand in {@code ErrorPath} and {@code CausePath} (asl.md §6.3). */
  public boolean isText() {
    return false;
  }

  /**
   * Calls the function.
   *
   * @param arguments as many as {@link #takes}; not changed
   * @param entropy for random results
   * @return the result, which may share nodes with the arguments, or {@code
   *     States.IntrinsicFailure} with the reason
   */
  public Evaluation<JsonNode> call(List<JsonNode> arguments, Entropy entropy) {
    try {
      return Evaluation.value(apply(new Arguments(arguments), entropy));
    } catch (IntrinsicFailure failure) {
      return Evaluation.failed(ErrorName.INTRINSIC_FAILURE, failure.reason());
    }
  }

  abstract JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure;
}
