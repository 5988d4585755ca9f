package io.passo.asl.validate;

import io.passo.asl.model.Catcher;
import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.Continuing;
import io.passo.asl.model.FailState;
import io.passo.asl.model.Pointer;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.State;
import io.passo.asl.model.SucceedState;
import io.passo.asl.model.Transition;
import java.util.ArrayList;
import java.util.List;

/** Which states a state names as its successors, and whether it ends its workflow. */
final class Transitions {
  private Transitions() {}

  /**
   * A mention of a state.
   *
   * @param target name mentioned
   * @param pointer the field that mentions it
   */
  record Mention(String target, Pointer pointer) {}

  /** {@code Next}, {@code Choices}, {@code Default} and {@code Catch} of a state, in this order. */
  static List<Mention> of(State state) {
    List<Mention> mentions = new ArrayList<>();
    if (state instanceof Continuing continuing
        && continuing.transition() instanceof Transition.Next next) {
      mentions.add(new Mention(next.state(), state.pointer().field("Next")));
    }
    if (state instanceof ChoiceState choice) {
      addChoices(choice, mentions);
    }
    if (state instanceof Recovering recovering) {
      for (Catcher catcher : recovering.catchers()) {
        mentions.add(new Mention(catcher.next(), catcher.pointer().field("Next")));
      }
    }
    return mentions;
  }

  /** Whether the workflow ends with this state. */
  static boolean isTerminal(State state) {
    return switch (state) {
      case SucceedState ignored -> true;
      case FailState ignored -> true;
      case Continuing continuing -> continuing.transition() instanceof Transition.End;
      case ChoiceState ignored -> false;
    };
  }

  private static void addChoices(ChoiceState choice, List<Mention> mentions) {
    for (ChoiceState.Choice each : choice.choices()) {
      mentions.add(new Mention(each.next(), each.pointer().field("Next")));
    }
    String otherwise = choice.defaultState();
    if (otherwise != null) {
      mentions.add(new Mention(otherwise, choice.pointer().field("Default")));
    }
  }
}
