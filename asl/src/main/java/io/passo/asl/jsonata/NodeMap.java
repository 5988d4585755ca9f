package io.passo.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object. */
final class NodeMap extends AbstractMap<String, Object> implements NodeView {
  private final ObjectNode node;
  private final Map<String, Object> seen = new LinkedHashMap<>();
  private long weight;

  NodeMap(ObjectNode node) {
    this.node = node;
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
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String name && node.has(name);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    if (!(key instanceof String name)) {
      return null;
    }
    JsonNode child = node.get(name);
    return child == null ? null : seen.computeIfAbsent(name, n -> Values.of(child));
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Map<String, Object> all = LinkedHashMap.newLinkedHashMap(node.size());
    node.properties()
        .forEach(
            member ->
                all.put(
                    member.getKey(),
                    seen.computeIfAbsent(member.getKey(), n -> Values.of(member.getValue()))));
    return all.entrySet();
  }
}
