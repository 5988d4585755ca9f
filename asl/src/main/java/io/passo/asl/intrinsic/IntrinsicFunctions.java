package io.passo.asl.intrinsic;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every intrinsic function, by name. */
public final class IntrinsicFunctions {
  private static final Map<String, IntrinsicFunction> ALL =
      Stream.of(
              new ArrayContains(),
              new ArrayGetItem(),
              new ArrayLength(),
              new ArrayOf(),
              new ArrayPartition(),
              new ArrayRange(),
              new ArrayUnique(),
              new Base64Decode(),
              new Base64Encode(),
              new Format(),
              new Hash(),
              new JsonMerge(),
              new JsonToString(),
              new MathAdd(),
              new MathRandom(),
              new StringSplit(),
              new StringToJson(),
              new Uuid())
          .collect(Collectors.toUnmodifiableMap(IntrinsicFunction::name, Function.identity()));

  private IntrinsicFunctions() {}

  /** The function of that name, with {@code States.}; empty if there is none. */
  public static Optional<IntrinsicFunction> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }
}
