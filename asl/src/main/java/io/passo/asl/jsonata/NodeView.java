package io.passo.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;

/** A JSON node as the library sees it; nothing is copied until it is looked at. */
sealed interface NodeView permits NodeMap, NodeList {
  JsonNode node();

  /** About how many nodes it has. */
  long weight();

  /** The weight of a node and all below. */
  static long weigh(JsonNode node) {
    long weight = node.isTextual() ? 1 + node.textValue().length() / 4 : 1;
    for (JsonNode child : node) {
      weight += weigh(child);
    }
    return weight;
  }
}
