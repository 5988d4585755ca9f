package io.passo.coordinator.security.access;

import io.passo.coordinator.security.Principal;
import io.passo.coordinator.security.access.CompiledPolicies.Compiled;
import io.passo.coordinator.security.directory.Directory;
import io.passo.coordinator.security.directory.DirectoryStore;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.Identity.Kind;
import io.passo.coordinator.security.policy.AccessRequest;
import io.passo.coordinator.security.policy.Evaluation;
import io.passo.coordinator.security.policy.Evaluation.NamedPolicy;
import io.passo.coordinator.security.policy.Evaluation.Verdict;
import io.passo.coordinator.security.policy.MalformedPolicyException;
import io.passo.coordinator.security.policy.PolicyDocument;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Evaluates the policies of users and roles. Answers from memory; what is denied by what this
 * process knows can be looked at again with what others have written meanwhile, so that a role made
 * at one coordinator can be used at the next one at once.
 */
public final class AccessControl {
  private static final Evaluation ALLOWED = new Evaluation(Verdict.ALLOWED, null, null);
  private static final Evaluation NOT_ALLOWED = new Evaluation(Verdict.NOT_ALLOWED, null, null);
  // Adapters follow nested executions; what they start was authorised before it was handed to them.
  private static final Set<String> ACTIONS_OF_WORKERS =
      Set.of(
          "states:StartExecution",
          "states:StartSyncExecution",
          "states:DescribeExecution",
          "states:StopExecution");

  private final DirectoryStore store;
  private final InstantSource clock;
  private volatile CompiledPolicies compiled = new CompiledPolicies(Directory.EMPTY);

  public AccessControl(DirectoryStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What this process knows now. */
  public Directory directory() {
    return store.current();
  }

  /** The same after a look at what others have written. */
  public Uni<Directory> fresh() {
    return store.fresh();
  }

  /**
   * Asks a question of which only a negative answer is worth another look.
   *
   * @param question answers from a directory; empty if everything is well
   */
  public <T> Uni<Optional<T>> refusal(Function<Directory, Optional<T>> question) {
    Directory known = store.current();
    Optional<T> refused = question.apply(known);
    if (refused.isEmpty()) {
      return Uni.createFrom().item(refused);
    }
    return store
        .fresh()
        .map(newest -> newest.version() == known.version() ? refused : question.apply(newest));
  }

  /** Whether a policy of the principal asks for tags of resources. */
  public boolean needsResourceTags(Principal principal, Directory directory) {
    return identity(principal, directory)
        .map(identity -> policies(directory).of(identity).resourceTags())
        .orElse(false);
  }

  /**
   * What the policies of a principal say.
   *
   * @param circumstances condition keys of the request that are the same for whatever is asked
   */
  public Evaluation evaluate(
      Directory directory,
      Principal principal,
      Permission wanted,
      Map<String, List<String>> circumstances) {
    return switch (principal.kind()) {
      case ANYBODY -> ALLOWED;
      case WORKER -> ACTIONS_OF_WORKERS.contains(wanted.action()) ? ALLOWED : NOT_ALLOWED;
      case USER, ROLE_SESSION ->
          identity(principal, directory)
              .map(identity -> evaluate(directory, principal, identity, wanted, circumstances))
              .orElse(NOT_ALLOWED);
    };
  }

  private Evaluation evaluate(
      Directory directory,
      Principal principal,
      Identity identity,
      Permission wanted,
      Map<String, List<String>> circumstances) {
    Map<String, List<String>> keys = new HashMap<>(circumstances);
    keys.putAll(PrincipalKeys.of(principal, identity, clock.instant()));
    keys.putAll(wanted.keys());
    AccessRequest request = new AccessRequest(wanted.action(), wanted.resource(), keys);
    Compiled own = policies(directory).of(identity);
    Evaluation evaluation = Evaluation.of(own.policies(), request);
    String sessionPolicy = principal.sessionPolicy();
    return evaluation.isAllowed() && sessionPolicy != null
        ? limited(evaluation, sessionPolicy, request)
        : evaluation;
  }

  /**
   * What the policies of a user or role would say to a request. Its keys replace those that say who
   * asks and when.
   *
   * @param more policies that would be added
   */
  public Evaluation simulate(
      Directory directory, Identity identity, List<NamedPolicy> more, Permission wanted) {
    Principal principal =
        identity.kind() == Kind.USER
            ? Principal.user(identity)
            : Principal.session(identity, "simulation", null);
    Map<String, List<String>> keys =
        new HashMap<>(PrincipalKeys.of(principal, identity, clock.instant()));
    wanted
        .keys()
        .forEach(
            (key, values) -> {
              keys.keySet().removeIf(key::equalsIgnoreCase);
              keys.put(key, values);
            });
    List<NamedPolicy> policies = new ArrayList<>(policies(directory).of(identity).policies());
    policies.addAll(more);
    return Evaluation.of(policies, new AccessRequest(wanted.action(), wanted.resource(), keys));
  }

  // A session has what its role has, and no more than its own policy.
  private static Evaluation limited(Evaluation role, String policy, AccessRequest request) {
    try {
      NamedPolicy named = new NamedPolicy("session policy", PolicyDocument.ofIdentity(policy));
      Evaluation session = Evaluation.of(List.of(named), request);
      return session.isAllowed()
          ? role
          : new Evaluation(session.verdict(), "session policy", session.statement());
    } catch (MalformedPolicyException e) {
      return new Evaluation(Verdict.EXPLICITLY_DENIED, "session policy", "unreadable");
    }
  }

  /**
   * What the trust policy of a role says about somebody who wants to take it.
   *
   * @param names every text by which the policy may name who asks
   * @param circumstances condition keys of the request
   */
  public Evaluation evaluateTrust(
      Directory directory,
      Identity role,
      List<String> names,
      Map<String, List<String>> circumstances) {
    Map<String, List<String>> keys = new HashMap<>(circumstances);
    Instant now = clock.instant();
    keys.put("aws:CurrentTime", List.of(now.toString()));
    keys.put("aws:EpochTime", List.of(String.valueOf(now.getEpochSecond())));
    return Evaluation.ofTrust(
        policies(directory).trustOf(role),
        names,
        new AccessRequest("sts:AssumeRole", role.arn(), keys));
  }

  private static Optional<Identity> identity(Principal principal, Directory directory) {
    Kind kind = principal.kind() == Principal.Kind.USER ? Kind.USER : Kind.ROLE;
    return directory
        .identity(kind, principal.account(), principal.name())
        // One that was made again under the same name is another one.
        .filter(identity -> principal.id().startsWith(identity.id()));
  }

  // A new version of the directory begins with nothing compiled; two at a time only cost time.
  private CompiledPolicies policies(Directory directory) {
    CompiledPolicies known = compiled;
    if (known.directory() == directory) {
      return known;
    }
    CompiledPolicies fresh = new CompiledPolicies(directory);
    if (directory.version() >= known.directory().version()) {
      compiled = fresh;
    }
    return fresh;
  }
}
