package io.passo.asl.model;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Every {@code Assign} of a state (asl.md §4). */
public final class Assignments {
  private Assignments() {}

  /** Those of the state itself, its Choice rules and its Catchers; not of states inside it. */
  public static Stream<Assign> of(State state) {
    return state instanceof Recovering recovering
        ? Stream.concat(
            outsideCatchers(state),
            recovering.catchers().stream().flatMap(each -> Stream.ofNullable(each.assign())))
        : outsideCatchers(state);
  }

  /** Those of the state itself and its Choice rules. */
  public static Stream<Assign> outsideCatchers(State state) {
    return switch (state) {
      case ChoiceState choice ->
          Stream.concat(
              choice.choices().stream().flatMap(each -> Stream.ofNullable(each.assign())),
              Stream.ofNullable(choice.assign()));
      case Continuing continuing -> Stream.ofNullable(continuing.assign());
      default -> Stream.empty();
    };
  }

  /** Names that the states of one {@code States} assign. */
  static Set<String> names(Workflow workflow) {
    Set<String> names = new LinkedHashSet<>();
    workflow
        .states()
        .values()
        .forEach(state -> of(state).forEach(assign -> names.addAll(assign.names())));
    return Set.copyOf(names);
  }
}
