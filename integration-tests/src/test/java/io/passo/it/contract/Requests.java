package io.passo.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Requests that keep all constraints, and what they become if one member is another one. */
final class Requests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String LIST = "[]";

  private final List<Member> members;

  /**
   * @param members of all actions
   */
  Requests(List<Member> members) {
    this.members = members;
  }

  /** All an action requires. */
  ObjectNode of(String action) {
    return filled(action, "");
  }

  /**
   * The same with a value for one member.
   *
   * @param value null to leave it out
   */
  String with(Member member, @Nullable JsonNode value) {
    ObjectNode request = of(member.action());
    ObjectNode at = request;
    String path = "";
    String[] steps = member.steps();
    for (int i = 0; i < steps.length - 1; i++) {
      String name = steps[i].replace(LIST, "");
      path += (path.isEmpty() ? "" : ".") + steps[i].replace(LIST, ".1.member");
      ObjectNode inner = filled(member.action(), path);
      at.set(name, steps[i].endsWith(LIST) ? JSON.arrayNode().add(inner) : inner);
      at = inner;
    }
    String last = steps[steps.length - 1];
    if (value == null) {
      at.remove(last);
    } else if (last.endsWith(LIST)) {
      at.set(last.replace(LIST, ""), JSON.arrayNode().add(value));
    } else {
      at.set(last, value);
    }
    return request.toString();
  }

  /** A list of that many legal elements. */
  ArrayNode list(Member member, long size) {
    ArrayNode elements = JSON.arrayNode();
    for (int n = 0; n < size; n++) {
      elements.add(filled(member.action(), member.name() + ".1.member"));
    }
    return elements;
  }

  /** Whether the elements of a list are structures. */
  boolean hasStructures(Member list) {
    return members.stream()
        .anyMatch(
            member ->
                member.action().equals(list.action())
                    && member.name().startsWith(list.name() + ".1.member."));
  }

  private ObjectNode filled(String action, String path) {
    ObjectNode structure = JSON.objectNode();
    members.stream()
        .filter(member -> member.action().equals(action) && member.required())
        .filter(member -> member.isIn(path))
        .forEach(member -> structure.set(member.steps()[member.steps().length - 1], legal(member)));
    return structure;
  }

  private JsonNode legal(Member member) {
    return switch (member.type()) {
      case "string" -> JSON.textNode("x");
      case "enum" -> JSON.textNode(member.rule().split(",", 2)[0]);
      case "int" -> JSON.numberNode(Objects.requireNonNullElse(member.min(), 0L));
      case "list" -> list(member, Objects.requireNonNullElse(member.min(), 0L));
      default -> throw new IllegalStateException("Expected a type with a legal value: " + member);
    };
  }
}
