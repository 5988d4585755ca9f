package io.passo.coordinator.api;

import io.passo.coordinator.definition.Configuration;
import io.passo.coordinator.definition.DefinitionTexts;
import io.passo.coordinator.definition.NewStateMachine;
import io.passo.coordinator.definition.PageQuery;
import io.passo.coordinator.definition.PageQuery.Cursor;
import io.passo.coordinator.definition.Publication;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.coordinator.definition.Revised;
import io.passo.coordinator.definition.Revision;
import io.passo.coordinator.definition.StateMachineStatus;
import io.passo.coordinator.definition.StateMachineUpdate;
import io.passo.coordinator.definition.StateMachines;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** In-memory twin of the stores of state machines and definitions. */
final class MemoryStateMachines implements StateMachines, DefinitionTexts {
  final MemoryVersions versions = new MemoryVersions(this);
  final MemoryAliases aliases = new MemoryAliases(this);
  private final Map<String, RegisteredStateMachine> machines = new HashMap<>();
  private final Map<String, Instant> deletions = new HashMap<>();
  private final Map<String, List<Revision>> revisions = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final MemoryTags tags;
  private @Nullable RuntimeException outage;

  MemoryStateMachines(MemoryTags tags) {
    this.tags = tags;
  }

  /** From now on every method fails with it; null ends that. */
  void outage(@Nullable RuntimeException failure) {
    this.outage = failure;
  }

  @Override
  public Uni<Created> create(NewStateMachine machine) {
    return uni(
        () -> {
          RegisteredStateMachine found = machines.get(machine.arn());
          if (found != null) {
            return new Created(found, false);
          }
          texts.put(machine.configuration().definitionHash(), machine.definition());
          Revision first = new Revision(1, null, machine.configuration(), machine.creationDate());
          RegisteredStateMachine created =
              new RegisteredStateMachine(
                  UUID.randomUUID().toString(),
                  machine.arn(),
                  machine.account(),
                  machine.region(),
                  machine.name(),
                  machine.type(),
                  StateMachineStatus.ACTIVE,
                  machine.creationDate(),
                  first,
                  machine.publication());
          put(created);
          tags.put(machine.arn(), machine.tags());
          if (machine.publication() != null) {
            versions.publish(created, machine.publication(), 1, machine.creationDate());
          }
          return new Created(created, true);
        });
  }

  @Override
  public Uni<Optional<RegisteredStateMachine>> find(String arn) {
    return uni(() -> Optional.ofNullable(machines.get(arn)));
  }

  @Override
  public Uni<Revised> update(String arn, StateMachineUpdate update) {
    return uni(
        () -> {
          RegisteredStateMachine found = machines.get(arn);
          if (found == null) {
            return new Revised.Absent();
          }
          return found.status() == StateMachineStatus.DELETING
              ? new Revised.Deleting()
              : update(found, update);
        });
  }

  private Revised update(RegisteredStateMachine found, StateMachineUpdate update) {
    Configuration after = update.change().apply(found.revision().configuration());
    boolean changed = !after.equals(found.revision().configuration());
    Publication publication = update.publication();
    if (changed && publication != null && versions.count(found.arn()) >= update.versionLimit()) {
      return new Revised.TooManyVersions();
    }
    RegisteredStateMachine revised = changed ? revise(found, after, update) : found;
    return publication == null
        ? new Revised.Done(revised, null)
        : versions.publish(revised, publication, update.versionLimit(), update.at());
  }

  private RegisteredStateMachine revise(
      RegisteredStateMachine found, Configuration after, StateMachineUpdate update) {
    if (update.definition() != null) {
      texts.put(after.definitionHash(), update.definition());
    }
    Revision next =
        new Revision(
            found.revision().number() + 1, UUID.randomUUID().toString(), after, update.at());
    RegisteredStateMachine revised = with(found, found.status(), next);
    put(revised);
    return revised;
  }

  @Nullable RegisteredStateMachine get(String arn) {
    return machines.get(arn);
  }

  @Override
  public Uni<List<RegisteredStateMachine>> list(PageQuery query) {
    return uni(
        () ->
            machines.values().stream()
                .filter(each -> each.account().equals(query.account()))
                .filter(each -> each.region().equals(query.region()))
                .filter(each -> isAfter(each, query.after()))
                .sorted(
                    Comparator.comparing(RegisteredStateMachine::creationDate)
                        .thenComparing(RegisteredStateMachine::arn))
                .limit(query.limit())
                .toList());
  }

  @Override
  public Uni<Long> count(String account, String region) {
    return list(new PageQuery(account, region, null, Integer.MAX_VALUE))
        .map(found -> (long) found.size());
  }

  @Override
  public Uni<Void> delete(String arn, Instant now) {
    return uni(
        () -> {
          RegisteredStateMachine found = machines.get(arn);
          if (found != null && deletions.putIfAbsent(arn, now) == null) {
            machines.put(arn, with(found, StateMachineStatus.DELETING, found.revision()));
          }
          return null;
        });
  }

  @Override
  public Uni<List<RegisteredStateMachine>> deletedBefore(Instant moment) {
    return uni(
        () ->
            machines.values().stream()
                .filter(each -> deletions.containsKey(each.arn()))
                .filter(each -> !deletions.get(each.arn()).isAfter(moment))
                .toList());
  }

  @Override
  public Uni<Void> remove(RegisteredStateMachine machine) {
    return uni(
        () -> {
          if (deletions.remove(machine.arn()) != null) {
            machines.remove(machine.arn());
            tags.remove(machine.arn());
            versions.forget(machine.arn());
            aliases.forget(machine.arn());
          }
          return null;
        });
  }

  @Override
  public Uni<Optional<Revision>> pinned(
      String arn, String definitionHash, String roleArn, Instant startDate) {
    return uni(
        () ->
            revisions.getOrDefault(arn, List.of()).reversed().stream()
                .filter(each -> each.configuration().definitionHash().equals(definitionHash))
                .filter(each -> each.configuration().roleArn().equals(roleArn))
                .min(Comparator.comparing(each -> each.updateDate().isAfter(startDate))));
  }

  @Override
  public Uni<Optional<String>> findText(String hash) {
    return uni(() -> Optional.ofNullable(texts.get(hash)));
  }

  private void put(RegisteredStateMachine machine) {
    machines.put(machine.arn(), machine);
    revisions.computeIfAbsent(machine.arn(), arn -> new ArrayList<>()).add(machine.revision());
  }

  private static RegisteredStateMachine with(
      RegisteredStateMachine machine, StateMachineStatus status, Revision revision) {
    return new RegisteredStateMachine(
        machine.id(),
        machine.arn(),
        machine.account(),
        machine.region(),
        machine.name(),
        machine.type(),
        status,
        machine.creationDate(),
        revision,
        machine.creation());
  }

  private static boolean isAfter(RegisteredStateMachine machine, @Nullable Cursor cursor) {
    return cursor == null
        || machine.creationDate().isAfter(cursor.creationDate())
        || (machine.creationDate().equals(cursor.creationDate())
            && machine.arn().compareTo(cursor.arn()) > 0);
  }

  private <T> Uni<T> uni(java.util.function.Supplier<? extends @Nullable T> result) {
    return Uni.createFrom()
        .item(
            () -> {
              if (outage != null) {
                throw outage;
              }
              return result.get();
            });
  }
}
