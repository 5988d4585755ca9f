package io.passo.coordinator.api;

import io.passo.coordinator.definition.Publication;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.coordinator.definition.Revised;
import io.passo.coordinator.definition.StateMachineStatus;
import io.passo.coordinator.definition.Version;
import io.passo.coordinator.definition.Versions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In-memory twin of the store of versions. */
final class MemoryVersions implements Versions {
  private final MemoryStateMachines machines;
  private final Map<String, List<Version>> versions = new HashMap<>();
  private final Map<String, Integer> lastNumbers = new HashMap<>();

  MemoryVersions(MemoryStateMachines machines) {
    this.machines = machines;
  }

  @Override
  public Uni<Revised> publish(
      String stateMachineArn,
      @Nullable String revisionId,
      Publication publication,
      long limit,
      Instant now) {
    return Uni.createFrom()
        .item(
            () -> {
              RegisteredStateMachine machine = machines.get(stateMachineArn);
              if (machine == null) {
                return new Revised.Absent();
              }
              if (machine.status() == StateMachineStatus.DELETING) {
                return new Revised.Deleting();
              }
              return revisionId == null || machine.revision().isCalled(revisionId)
                  ? publish(machine, publication, limit, now)
                  : new Revised.OtherRevision(machine.revision().revisionId());
            });
  }

  Revised publish(
      RegisteredStateMachine machine, Publication publication, long limit, Instant now) {
    Optional<Version> found =
        of(machine.arn()).stream()
            .filter(each -> each.revision().number() == machine.revision().number())
            .findFirst();
    if (found.isPresent()) {
      return new Revised.Done(machine, found.get());
    }
    if (of(machine.arn()).size() >= limit) {
      return new Revised.TooManyVersions();
    }
    Version version =
        new Version(
            machine.arn(),
            lastNumbers.merge(machine.arn(), 1, Integer::sum),
            machine.revision(),
            publication.description(),
            now);
    of(machine.arn()).add(version);
    return new Revised.Done(machine, version);
  }

  void forget(String stateMachineArn) {
    versions.remove(stateMachineArn);
    lastNumbers.remove(stateMachineArn);
  }

  boolean exists(String stateMachineArn, int number) {
    return of(stateMachineArn).stream().anyMatch(each -> each.number() == number);
  }

  int count(String stateMachineArn) {
    return of(stateMachineArn).size();
  }

  @Override
  public Uni<Optional<Version>> find(String stateMachineArn, int number) {
    return Uni.createFrom()
        .item(
            () -> of(stateMachineArn).stream().filter(each -> each.number() == number).findFirst());
  }

  @Override
  public Uni<List<Version>> list(String stateMachineArn, int before, int limit) {
    return Uni.createFrom()
        .item(
            () ->
                of(stateMachineArn).stream()
                    .filter(each -> each.number() < before)
                    .sorted(Comparator.comparing(Version::number).reversed())
                    .limit(limit)
                    .toList());
  }

  @Override
  public Uni<List<String>> delete(String stateMachineArn, int number) {
    return Uni.createFrom()
        .item(
            () -> {
              List<String> aliases = machines.aliases.routingTo(stateMachineArn, number);
              if (aliases.isEmpty()) {
                of(stateMachineArn).removeIf(each -> each.number() == number);
              }
              return aliases;
            });
  }

  private List<Version> of(String stateMachineArn) {
    return versions.computeIfAbsent(stateMachineArn, arn -> new ArrayList<>());
  }
}
