package io.passo.standalone.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All mocks of a test.
 *
 * @param states by the name of the state
 */
record Mocks(Map<String, StateMock> states) {
  /** None at all. */
  static final Mocks NONE = new Mocks(Map.of());

  Mocks {
    states = Map.copyOf(states);
  }

  Optional<StateMock> of(String state) {
    return Optional.ofNullable(states.get(state));
  }

  /** These, and those of {@code others} that mock other states. */
  Mocks or(Mocks others) {
    Map<String, StateMock> all = new HashMap<>(others.states);
    all.putAll(states);
    return new Mocks(all);
  }
}
