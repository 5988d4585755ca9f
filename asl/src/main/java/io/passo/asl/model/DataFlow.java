package io.passo.asl.model;

import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.path.PayloadTemplate;
import org.jspecify.annotations.Nullable;

/** How data passes through a state, in the words of its query language. */
public sealed interface DataFlow {
  /**
   * JSONPath (asl.md §2). Fields that a state type does not have hold their neutral values.
   *
   * @param inputPath {@code InputPath}
   * @param parameters {@code Parameters} (for Map: none, see {@link MapState#items})
   * @param resultSelector {@code ResultSelector}
   * @param resultPath {@code ResultPath}
   * @param outputPath {@code OutputPath}
   */
  record JsonPathFlow(
      Selection inputPath,
      @Nullable PayloadTemplate parameters,
      @Nullable PayloadTemplate resultSelector,
      ResultPath resultPath,
      Selection outputPath)
      implements DataFlow {}

  /**
   * JSONata (asl.md §3).
   *
   * @param arguments {@code Arguments}
   * @param output {@code Output}
   */
  record JsonataFlow(@Nullable JsonataTemplate arguments, @Nullable JsonataTemplate output)
      implements DataFlow {}
}
