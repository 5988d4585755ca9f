package io.passo.asl.model;

import io.passo.asl.jsonata.JsonataTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Branches on its input (asl.md §6.5).
 *
 * @param info name, place
 * @param flow data flow
 * @param choices rules in order; the first that matches wins
 * @param defaultState {@code Default}
 * @param assign {@code Assign}, for {@code Default} only
 */
public record ChoiceState(
    StateInfo info,
    DataFlow flow,
    List<Choice> choices,
    @Nullable String defaultState,
    @Nullable Assign assign)
    implements State {
  public ChoiceState {
    choices = List.copyOf(choices);
  }

  /**
   * One element of {@code Choices}.
   *
   * @param rule when it matches
   * @param next where it leads
   * @param output {@code Output} of a JSONata state
   * @param assign {@code Assign}
   * @param pointer where it stands
   */
  public record Choice(
      ChoiceRule rule,
      String next,
      @Nullable JsonataTemplate output,
      @Nullable Assign assign,
      Pointer pointer) {}
}
