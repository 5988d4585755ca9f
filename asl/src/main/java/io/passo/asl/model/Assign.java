package io.passo.asl.model;

import io.passo.asl.data.Json;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.path.PayloadTemplate;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Variables that a state, Choice rule or Catcher sets (asl.md §4).
 *
 * @param values the object as written: variable names and what they become
 * @param template gives an object of names and values
 */
public record Assign(Json values, Template template) {
  private static final String SUFFIX = ".$";

  /** What gives the values. */
  public sealed interface Template {
    /** In a JSONPath state. */
    record FromPaths(PayloadTemplate template) implements Template {}

    /** In a JSONata state. */
    record FromJsonata(JsonataTemplate template) implements Template {}
  }

  /** Names of the variables, in the order of the definition. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    boolean paths = template instanceof Template.FromPaths;
    for (var member : values.node().properties()) {
      String key = member.getKey();
      names.add(
          paths && key.endsWith(SUFFIX) ? key.substring(0, key.length() - SUFFIX.length()) : key);
    }
    return names;
  }
}
