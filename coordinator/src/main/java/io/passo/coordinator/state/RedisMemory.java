package io.passo.coordinator.state;

import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How full Redis is, by its INFO answer. */
public final class RedisMemory {
  private RedisMemory() {}

  /**
   * Part of {@code maxmemory} that is used, 0 to 1 and more; empty without a {@code maxmemory}.
   *
   * @param info answer to INFO: sections of {@code name:value} lines
   */
  public static OptionalDouble used(String info) {
    Map<String, String> facts = RedisCheck.facts(info);
    long most = number(facts.get("maxmemory"));
    long used = number(facts.get("used_memory"));
    return most > 0 && used >= 0 ? OptionalDouble.of((double) used / most) : OptionalDouble.empty();
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }
}
