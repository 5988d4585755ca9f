package io.passo.coordinator.security.directory;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A user or a role with its policies.
 *
 * @param path begins and ends with a slash
 * @param id unique for ever, {@code AIDA…} or {@code AROA…}
 * @param maxSessionSeconds longest session of a role; of no meaning for a user
 * @param trust trust policy of a role, null for a user
 * @param inline texts of inline policies by name
 * @param attached ARNs of managed policies
 */
public record Identity(
    Kind kind,
    String account,
    String path,
    String name,
    String id,
    Instant created,
    String description,
    int maxSessionSeconds,
    @Nullable String trust,
    Map<String, String> tags,
    SortedMap<String, String> inline,
    SortedSet<String> attached) {

  /** What an identity is. */
  public enum Kind {
    USER("user", "AIDA"),
    ROLE("role", "AROA");

    private final String type;
    private final String idPrefix;

    Kind(String type, String idPrefix) {
      this.type = type;
      this.idPrefix = idPrefix;
    }

    /** As it stands in ARNs. */
    public String type() {
      return type;
    }

    /** First letters of unique ids. */
    public String idPrefix() {
      return idPrefix;
    }
  }

  public Identity {
    tags = Map.copyOf(tags);
    inline = Collections.unmodifiableSortedMap(new TreeMap<>(inline));
    attached = Collections.unmodifiableSortedSet(new TreeSet<>(attached));
  }

  /** A new identity without any policy. */
  public static Identity of(
      Kind kind, String account, String path, String name, String id, Instant created) {
    return new Identity(
        kind,
        account,
        path,
        name,
        id,
        created,
        "",
        3600,
        null,
        Map.of(),
        new TreeMap<>(),
        new TreeSet<>());
  }

  public String arn() {
    return "arn:aws:iam::" + account + ":" + kind.type() + path + name;
  }

  /** The same role with other facts; each is kept if null. */
  public Identity withRole(
      @Nullable String newTrust, @Nullable String newDescription, @Nullable Integer newMaxSession) {
    return new Identity(
        kind,
        account,
        path,
        name,
        id,
        created,
        newDescription == null ? description : newDescription,
        newMaxSession == null ? maxSessionSeconds : newMaxSession,
        newTrust == null ? trust : newTrust,
        tags,
        inline,
        attached);
  }

  /** The same with these tags. */
  public Identity withTags(Map<String, String> newTags) {
    return with(newTags, inline, attached);
  }

  /** The same with an inline policy set, or removed if {@code document} is null. */
  public Identity withInline(String policyName, @Nullable String document) {
    SortedMap<String, String> policies = new TreeMap<>(inline);
    if (document == null) {
      policies.remove(policyName);
    } else {
      policies.put(policyName, document);
    }
    return with(tags, policies, attached);
  }

  /** The same with a managed policy attached or detached. */
  public Identity withAttached(String policyArn, boolean attach) {
    SortedSet<String> policies = new TreeSet<>(attached);
    if (attach) {
      policies.add(policyArn);
    } else {
      policies.remove(policyArn);
    }
    return with(tags, inline, policies);
  }

  private Identity with(
      Map<String, String> newTags,
      SortedMap<String, String> newInline,
      SortedSet<String> newAttached) {
    return new Identity(
        kind,
        account,
        path,
        name,
        id,
        created,
        description,
        maxSessionSeconds,
        trust,
        newTags,
        newInline,
        newAttached);
  }
}
