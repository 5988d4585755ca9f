package io.passo.coordinator.definition;

import io.passo.coordinator.definition.Alias.Route;
import io.passo.coordinator.definition.Reference.Latest;
import io.passo.coordinator.definition.Reference.Published;
import io.passo.coordinator.definition.Reference.Routed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks up what ARNs of state machines, versions and aliases name. */
@Singleton
public final class References {
  private final StateMachines machines;
  private final Versions versions;
  private final Aliases aliases;

  public References(StateMachines machines, Versions versions, Aliases aliases) {
    this.machines = machines;
    this.versions = versions;
    this.aliases = aliases;
  }

  /**
   * @param stateMachineArn unqualified
   * @param qualifier version number or name of an alias, null for the state machine itself
   */
  public Uni<Optional<Reference>> find(String stateMachineArn, @Nullable String qualifier) {
    return machines
        .find(stateMachineArn)
        .chain(
            found ->
                found
                    .map(machine -> qualified(machine, qualifier))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private Uni<Optional<Reference>> qualified(
      RegisteredStateMachine machine, @Nullable String qualifier) {
    if (qualifier == null) {
      return Uni.createFrom().item(Optional.of(new Latest(machine)));
    }
    Optional<Integer> number = VersionNumbers.parse(qualifier);
    return number.isPresent()
        ? versions
            .find(machine.arn(), number.get())
            .map(found -> found.map(version -> new Published(machine, version)))
        : aliases
            .find(machine.arn(), qualifier)
            .chain(
                found ->
                    found
                        .map(alias -> routed(machine, alias))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private Uni<Optional<Reference>> routed(RegisteredStateMachine machine, Alias alias) {
    List<Uni<Optional<Version>>> wanted =
        alias.routes().stream()
            .map(Route::version)
            .map(number -> versions.find(machine.arn(), number))
            .toList();
    // A version of an alias cannot be deleted; if one is missing, the alias has changed meanwhile.
    return Uni.join()
        .all(wanted)
        .andFailFast()
        .chain(
            found ->
                found.stream().allMatch(Optional::isPresent)
                    ? Uni.createFrom()
                        .item(
                            Optional.of(
                                new Routed(
                                    machine,
                                    alias,
                                    found.stream().map(Optional::orElseThrow).toList())))
                    : qualified(machine, alias.name()));
  }
}
