package io.passo.coordinator.security.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.security.directory.Change.IdentityChange;
import io.passo.coordinator.security.directory.Change.KeyChange;
import io.passo.coordinator.security.directory.Change.PolicyChange;
import io.passo.coordinator.security.directory.Identity.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Changes of the directory as rows, with the secrets of access keys encrypted. */
final class EntryCodec {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "key";
  private static final String POLICY = "policy";

  private final SecretBox box;

  EntryCodec(SecretBox box) {
    this.box = box;
  }

  Entry write(Change change) {
    return switch (change) {
      case IdentityChange(Kind kind, String account, String name, @Nullable Identity to) ->
          new Entry(kind.type(), account + "/" + name, to == null ? null : text(identity(to)));
      case KeyChange(String id, @Nullable AccessKey to) ->
          new Entry(KEY, id, to == null ? null : text(key(to)));
      case PolicyChange(String arn, @Nullable ManagedPolicy to) ->
          new Entry(POLICY, arn, to == null ? null : text(policy(to)));
    };
  }

  /**
   * @throws IllegalArgumentException for a row that no version of this program wrote, or one of
   *     another secret
   */
  Change read(Entry entry) {
    JsonNode value = entry.value() == null ? null : tree(entry.value());
    return switch (entry.kind()) {
      case KEY -> new KeyChange(entry.key(), value == null ? null : key(entry.key(), value));
      case POLICY -> new PolicyChange(entry.key(), value == null ? null : policy(value));
      case "user" -> identity(Kind.USER, entry.key(), value);
      case "role" -> identity(Kind.ROLE, entry.key(), value);
      default ->
          throw new IllegalArgumentException(
              "Expected a user, role, key or policy but found " + entry.kind());
    };
  }

  private static ObjectNode identity(Identity identity) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("path", identity.path())
            .put("id", identity.id())
            .put("created", identity.created().toEpochMilli())
            .put("description", identity.description())
            .put("maxSessionSeconds", identity.maxSessionSeconds())
            .put("trust", identity.trust());
    identity.tags().forEach(json.putObject("tags")::put);
    identity.inline().forEach(json.putObject("inline")::put);
    identity.attached().forEach(json.putArray("attached")::add);
    return json;
  }

  private static Change identity(Kind kind, String key, @Nullable JsonNode json) {
    int slash = key.indexOf('/');
    String account = key.substring(0, slash);
    String name = key.substring(slash + 1);
    if (json == null) {
      return new IdentityChange(kind, account, name, null);
    }
    TreeSet<String> attached = new TreeSet<>();
    json.path("attached").forEach(arn -> attached.add(arn.asText()));
    return Change.put(
        new Identity(
            kind,
            account,
            json.path("path").asText(),
            name,
            json.path("id").asText(),
            Instant.ofEpochMilli(json.path("created").asLong()),
            json.path("description").asText(),
            json.path("maxSessionSeconds").asInt(),
            json.path("trust").textValue(),
            texts(json.path("tags")),
            new TreeMap<>(texts(json.path("inline"))),
            attached));
  }

  private ObjectNode key(AccessKey key) {
    return JSON.createObjectNode()
        .put("account", key.account())
        .put("userName", key.userName())
        .put("secret", box.close(key.secret(), key.id()))
        .put("active", key.active())
        .put("created", key.created().toEpochMilli());
  }

  private AccessKey key(String id, JsonNode json) {
    return new AccessKey(
        id,
        json.path("account").asText(),
        json.path("userName").asText(),
        box.open(json.path("secret").asText(), id),
        json.path("active").asBoolean(),
        Instant.ofEpochMilli(json.path("created").asLong()));
  }

  private static ObjectNode policy(ManagedPolicy policy) {
    return JSON.createObjectNode()
        .put("account", policy.account())
        .put("path", policy.path())
        .put("name", policy.name())
        .put("id", policy.id())
        .put("created", policy.created().toEpochMilli())
        .put("updated", policy.updated().toEpochMilli())
        .put("description", policy.description())
        .put("version", policy.version())
        .put("document", policy.document());
  }

  private static ManagedPolicy policy(JsonNode json) {
    return new ManagedPolicy(
        json.path("account").asText(),
        json.path("path").asText(),
        json.path("name").asText(),
        json.path("id").asText(),
        Instant.ofEpochMilli(json.path("created").asLong()),
        Instant.ofEpochMilli(json.path("updated").asLong()),
        json.path("description").asText(),
        json.path("version").asInt(),
        json.path("document").asText());
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
    return texts;
  }

  private static String text(ObjectNode json) {
    return json.toString();
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected JSON in an entry of the directory", e);
    }
  }
}
