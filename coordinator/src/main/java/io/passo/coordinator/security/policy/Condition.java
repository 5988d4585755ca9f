package io.passo.coordinator.security.policy;

import java.util.List;
import java.util.function.Predicate;

/**
 * One key under one operator.
 *
 * @param ifExists whether it holds for requests without the key
 * @param values what the key is compared with; one of them is enough
 */
record Condition(
    Operator operator, Quantifier quantifier, boolean ifExists, String key, List<Glob> values) {

  /** How a key with several values is looked at. */
  enum Quantifier {
    NONE,
    FOR_ALL,
    FOR_ANY
  }

  boolean holds(AccessRequest request) {
    List<String> found = request.values(key);
    if (operator == Operator.NULL) {
      String absent = String.valueOf(found.isEmpty());
      return values.stream().anyMatch(value -> operator.fits(absent, value, request));
    }
    if (found.isEmpty()) {
      return ifExists || absent();
    }
    Predicate<String> fits = value -> fits(value, request);
    return switch (quantifier) {
      case FOR_ALL -> found.stream().allMatch(fits);
      case FOR_ANY -> found.stream().anyMatch(fits);
      case NONE ->
          operator.isNegated() ? found.stream().allMatch(fits) : found.stream().anyMatch(fits);
    };
  }

  private boolean absent() {
    return switch (quantifier) {
      case FOR_ALL -> true;
      case FOR_ANY -> false;
      case NONE -> operator.isNegated();
    };
  }

  private boolean fits(String value, AccessRequest request) {
    boolean any = values.stream().anyMatch(wanted -> operator.fits(value, wanted, request));
    return any != operator.isNegated();
  }
}
