package io.passo.coordinator.security.directory;

import io.passo.coordinator.security.directory.Change.IdentityChange;
import io.passo.coordinator.security.directory.Change.KeyChange;
import io.passo.coordinator.security.directory.Change.PolicyChange;
import io.passo.coordinator.security.directory.Identity.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All users, roles, access keys and policies at one moment; immutable. */
public final class Directory {
  /** Nothing, before anything was ever written. */
  public static final Directory EMPTY = new Directory(0, Map.of(), Map.of(), Map.of());

  private final long version;
  private final Map<Name, Identity> identities;
  private final Map<String, AccessKey> keys;
  private final Map<String, ManagedPolicy> policies;

  private record Name(Kind kind, String account, String name) {}

  private Directory(
      long version,
      Map<Name, Identity> identities,
      Map<String, AccessKey> keys,
      Map<String, ManagedPolicy> policies) {
    this.version = version;
    this.identities = identities;
    this.keys = keys;
    this.policies = policies;
  }

  /** Counts the changes so far. */
  public long version() {
    return version;
  }

  /** The same after changes. */
  public Directory with(long newVersion, Collection<Change> changes) {
    Map<Name, Identity> newIdentities = new HashMap<>(identities);
    Map<String, AccessKey> newKeys = new HashMap<>(keys);
    Map<String, ManagedPolicy> newPolicies = new HashMap<>(policies);
    for (Change change : changes) {
      switch (change) {
        case IdentityChange(Kind kind, String account, String name, @Nullable Identity to) ->
            put(newIdentities, new Name(kind, account, name), to);
        case KeyChange(String id, @Nullable AccessKey to) -> put(newKeys, id, to);
        case PolicyChange(String arn, @Nullable ManagedPolicy to) -> put(newPolicies, arn, to);
      }
    }
    return new Directory(newVersion, newIdentities, newKeys, newPolicies);
  }

  private static <K, V> void put(Map<K, V> map, K key, @Nullable V value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  public Optional<Identity> identity(Kind kind, String account, String name) {
    return Optional.ofNullable(identities.get(new Name(kind, account, name)));
  }

  /** The role of an ARN; the path counts. */
  public Optional<Identity> role(String arn) {
    String[] fields = arn.split(":", 6);
    if (fields.length < 6 || !fields[5].startsWith("role/")) {
      return Optional.empty();
    }
    String name = fields[5].substring(fields[5].lastIndexOf('/') + 1);
    return identity(Kind.ROLE, fields[4], name).filter(role -> role.arn().equals(arn));
  }

  /** Identities of an account, by name. */
  public List<Identity> identities(Kind kind, String account) {
    return sorted(
        identities.values(),
        identity -> identity.kind() == kind && identity.account().equals(account),
        Identity::name);
  }

  public Optional<AccessKey> key(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  /** Whether there is any access key at all. */
  public boolean hasKeys() {
    return !keys.isEmpty();
  }

  /** Access keys of a user, by id. */
  public List<AccessKey> keys(String account, String userName) {
    return sorted(
        keys.values(),
        key -> key.account().equals(account) && key.userName().equals(userName),
        AccessKey::id);
  }

  /** A managed policy of any account, or one that comes with the product. */
  public Optional<ManagedPolicy> policy(String arn) {
    ManagedPolicy builtIn = BuiltInPolicies.BY_ARN.get(arn);
    return Optional.ofNullable(builtIn == null ? policies.get(arn) : builtIn);
  }

  /** Managed policies of an account, by name. */
  public List<ManagedPolicy> policies(String account) {
    return sorted(
        policies.values(), policy -> policy.account().equals(account), ManagedPolicy::name);
  }

  /** Identities of an account that a managed policy is attached to. */
  public List<Identity> attachedTo(String account, String policyArn) {
    return sorted(
        identities.values(),
        identity -> identity.account().equals(account) && identity.attached().contains(policyArn),
        Identity::name);
  }

  private static <T> List<T> sorted(
      Collection<T> all, Predicate<T> wanted, Function<T, String> name) {
    return all.stream().filter(wanted).sorted(Comparator.comparing(name)).toList();
  }
}
