package io.passo.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Each member of each action × each way to violate its type and constraints. */
final class ConstraintCases {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Longer values do not fit into a request. */
  private static final long LONGEST = 300_000;

  private final Requests requests;

  private ConstraintCases(Requests requests) {
    this.requests = requests;
  }

  /** All of them. */
  static List<Refused> all() {
    List<Member> members = Member.all();
    ConstraintCases cases = new ConstraintCases(new Requests(members));
    return members.stream().flatMap(cases::of).toList();
  }

  private Stream<Refused> of(Member member) {
    List<Refused> cases = new ArrayList<>();
    if (member.required()) {
      cases.add(refused(member, "is missing", null, absent(member)));
      cases.add(refused(member, "is null", JSON.nullNode(), absent(member)));
    }
    switch (member.type()) {
      case "string" -> strings(member, cases);
      case "enum" -> enums(member, cases);
      case "int" -> numbers(member, "a 32-bit integer", cases);
      case "long" -> numbers(member, "a 64-bit integer", cases);
      case "float" -> numbers(member, "a number", cases);
      case "bool" -> cases.add(wrongType(member, JSON.textNode("yes"), "a boolean", "a string"));
      case "structure" -> cases.add(wrongType(member, JSON.arrayNode(), "an object", "a list"));
      case "list" -> lists(member, cases);
      default -> throw new IllegalStateException("Expected a known type: " + member);
    }
    return cases.stream();
  }

  private void strings(Member member, List<Refused> cases) {
    cases.add(wrongType(member, JSON.numberNode(7), "a string", "a number"));
    cases.add(wrongType(member, JSON.objectNode(), "a string", "an object"));
    if (member.min() != null && member.min() > 0) {
      cases.add(violated(member, "is too short", "", atLeast("length", member.min())));
    }
    if (member.max() != null && member.max() < LONGEST) {
      String longer = "x".repeat(member.max().intValue() + 1);
      cases.add(violated(member, "is too long", longer, atMost("length", member.max())));
    }
    if (!member.rule().isEmpty()) {
      cases.add(
          violated(
              member,
              "does not match",
              "é",
              "Member must satisfy regular expression pattern: " + member.rule()));
    }
  }

  private void enums(Member member, List<Refused> cases) {
    cases.add(wrongType(member, JSON.booleanNode(true), "a string", "a boolean"));
    cases.add(
        violated(
            member,
            "is no choice",
            "NONSENSE",
            "Member must satisfy enum value set: [" + member.rule().replace(",", ", ") + "]"));
  }

  private void numbers(Member member, String expected, List<Refused> cases) {
    cases.add(wrongType(member, JSON.textNode("1"), expected, "a string"));
    if (member.min() != null) {
      long less = member.min() - 1;
      cases.add(
          refused(
              member,
              "is too small",
              JSON.numberNode(less),
              validation(member, String.valueOf(less), atLeast("value", member.min()))));
    }
    if (member.max() != null) {
      long more = member.max() + 1;
      cases.add(
          refused(
              member,
              "is too large",
              JSON.numberNode(more),
              validation(member, String.valueOf(more), atMost("value", member.max()))));
    }
    if (!member.type().equals("float")) {
      cases.add(wrongType(member, JSON.numberNode(1.5), expected, "a number"));
    }
  }

  private void lists(Member member, List<Refused> cases) {
    cases.add(wrongType(member, JSON.objectNode(), "a list", "an object"));
    if (requests.hasStructures(member)) {
      cases.add(
          refused(
              member,
              "has an element of another type",
              JSON.arrayNode().add(7),
              "SerializationException: Expected '%s.1.member' to be an object but found a number"
                  .formatted(member.name())));
    }
    if (member.min() != null) {
      cases.add(
          refused(
              member,
              "is too short",
              JSON.arrayNode(),
              validation(member, null, atLeast("length", member.min()))));
    }
    if (member.max() != null) {
      cases.add(
          refused(
              member,
              "is too long",
              requests.list(member, member.max() + 1),
              validation(member, null, atMost("length", member.max()))));
    }
  }

  private Refused violated(Member member, String what, String value, String constraint) {
    List<String> constraints = new ArrayList<>(List.of(constraint));
    if (value.isEmpty() && !member.rule().isEmpty()) {
      constraints.add("Member must satisfy regular expression pattern: " + member.rule());
    }
    return refused(
        member,
        what,
        JSON.textNode(value),
        validation(member, member.sensitive() ? null : value, constraints.toArray(String[]::new)));
  }

  private Refused wrongType(Member member, JsonNode value, String expected, String found) {
    return refused(
        member,
        "is " + found,
        value,
        "SerializationException: Expected '%s' to be %s but found %s"
            .formatted(member.name(), expected, found));
  }

  private Refused refused(Member member, String what, @Nullable JsonNode value, String error) {
    return new Refused(
        member.action(), member.name() + " " + what, requests.with(member, value), error);
  }

  private static String absent(Member member) {
    return "ValidationException: 1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
        .formatted(member.name());
  }

  private static String validation(Member member, @Nullable String value, String... constraints) {
    String shown = value == null ? "Value" : "Value '" + value + "'";
    List<String> errors =
        Stream.of(constraints)
            .map(
                constraint ->
                    "%s at '%s' failed to satisfy constraint: %s"
                        .formatted(shown, member.name(), constraint))
            .toList();
    return "ValidationException: %d validation error%s detected: %s"
        .formatted(errors.size(), errors.size() == 1 ? "" : "s", String.join("; ", errors));
  }

  private static String atLeast(String what, long bound) {
    return "Member must have " + what + " greater than or equal to " + bound;
  }

  private static String atMost(String what, long bound) {
    return "Member must have " + what + " less than or equal to " + bound;
  }
}
