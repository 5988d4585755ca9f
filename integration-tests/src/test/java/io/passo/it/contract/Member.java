package io.passo.it.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A member of a request, as {@code api/members.tsv} describes it.
 *
 * @param action name of the action
 * @param name as errors name it: {@code tags.1.member.key}
 * @param type string, enum, int, long, float, bool, structure or list
 * @param required whether it must be there
 * @param min least length, size or value; null for none
 * @param max greatest length, size or value; null for none
 * @param rule pattern of a string, choices of an enum; empty for none
 * @param sensitive whether errors leave its value out
 */
record Member(
    String action,
    String name,
    String type,
    boolean required,
    @Nullable Long min,
    @Nullable Long max,
    String rule,
    boolean sensitive) {

  /** Members of all actions. */
  static List<Member> all() {
    try (InputStream table = Member.class.getResourceAsStream("/api/members.tsv")) {
      return new String(
              Objects.requireNonNull(table, "members.tsv").readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Member::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Member parse(String line) {
    String[] cells = Arrays.copyOf(line.split("\t", -1), 7);
    String bounds = Objects.requireNonNullElse(cells[4], "");
    int dots = bounds.indexOf("..");
    return new Member(
        cells[0],
        cells[1],
        cells[2],
        "required".equals(cells[3]),
        dots < 1 ? null : Long.valueOf(bounds.substring(0, dots)),
        dots < 0 || dots + 2 == bounds.length() ? null : Long.valueOf(bounds.substring(dots + 2)),
        Objects.requireNonNullElse(cells[5], ""),
        "sensitive".equals(cells[6]));
  }

  /** Whether it is a direct part of the structure or element with that path; "" is the request. */
  boolean isIn(String path) {
    String prefix = path.isEmpty() ? "" : path + ".";
    return name.startsWith(prefix)
        && name.substring(prefix.length()).replace(".1.member", "").indexOf('.') < 0
        && !name.equals(path)
        && !name.endsWith(".1.member");
  }

  /** Names from the request to the member; those of lists end in {@code []}. */
  String[] steps() {
    return name.replace(".1.member", "[]").split("\\.");
  }
}
