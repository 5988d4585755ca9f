package io.passo.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An array with at least one element. */
final class NodeList extends AbstractList<Object> implements NodeView, RandomAccess {
  private final ArrayNode node;
  private final @Nullable Object[] seen;
  private long weight;

  NodeList(ArrayNode node) {
    this.node = node;
    this.seen = new @Nullable Object[node.size()];
  }

  @Override
  public JsonNode node() {
    return node;
  }

  @Override
  public long weight() {
    if (weight == 0) {
      weight = NodeView.weigh(node);
    }
    return weight;
  }

  @Override
  public int size() {
    return node.size();
  }

  @Override
  public Object get(int index) {
    Object value = seen[index];
    if (value == null) {
      value = Values.of(node.get(index));
      seen[index] = value;
    }
    return value;
  }
}
