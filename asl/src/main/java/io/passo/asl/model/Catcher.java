package io.passo.asl.model;

import io.passo.asl.jsonata.JsonataTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code Catch} (asl.md §7.3).
 *
 * @param errorEquals names it is for; never empty
 * @param next state that continues
 * @param resultPath where the Error Output goes in the raw input
 * @param output {@code Output} of a JSONata state
 * @param assign {@code Assign}
 * @param pointer where it stands
 */
public record Catcher(
    List<String> errorEquals,
    String next,
    ResultPath resultPath,
    @Nullable JsonataTemplate output,
    @Nullable Assign assign,
    Pointer pointer) {
  public Catcher {
    errorEquals = List.copyOf(errorEquals);
  }
}
