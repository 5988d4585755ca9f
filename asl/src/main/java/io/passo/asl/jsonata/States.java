package io.passo.asl.jsonata;

import io.passo.asl.data.Json;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code $states}; each member is made when it is asked for. */
final class States extends AbstractMap<String, Object> {
  private final JsonataScope scope;
  private final Map<String, Object> seen = new LinkedHashMap<>();

  States(JsonataScope scope) {
    this.scope = scope;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return key instanceof String name ? member(name) : null;
  }

  private @Nullable Object member(String name) {
    Object known = seen.get(name);
    if (known != null) {
      return known;
    }
    Object made =
        switch (name) {
          case "input" -> of(scope.input());
          case "result" -> of(scope.result());
          case "errorOutput" -> of(scope.errorOutput());
          case "context" -> Values.of(scope.context().get());
          default -> null;
        };
    if (made != null) {
      seen.put(name, made);
    }
    return made;
  }

  private static @Nullable Object of(@Nullable Json value) {
    return value == null ? null : Values.of(value.node());
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String name : new String[] {"input", "result", "errorOutput", "context"}) {
      Object value = member(name);
      if (value != null) {
        all.put(name, value);
      }
    }
    return all.entrySet();
  }
}
