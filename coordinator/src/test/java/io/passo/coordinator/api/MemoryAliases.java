package io.passo.coordinator.api;

import io.passo.coordinator.definition.Alias;
import io.passo.coordinator.definition.Alias.Route;
import io.passo.coordinator.definition.AliasChange;
import io.passo.coordinator.definition.Aliases;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.coordinator.definition.StateMachineStatus;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** In-memory twin of the store of aliases. */
final class MemoryAliases implements Aliases {
  private final MemoryStateMachines machines;
  private final Map<String, Alias> aliases = new HashMap<>();

  MemoryAliases(MemoryStateMachines machines) {
    this.machines = machines;
  }

  @Override
  public Uni<AliasChange> create(Alias alias, long limit) {
    return ifActive(
        alias.stateMachineArn(),
        machine -> {
          Alias found = aliases.get(alias.arn());
          if (found != null) {
            return new AliasChange.Done(found, false);
          }
          return of(alias.stateMachineArn()).count() >= limit
              ? new AliasChange.TooMany()
              : store(alias, true);
        });
  }

  @Override
  public Uni<AliasChange> update(String stateMachineArn, String name, UnaryOperator<Alias> change) {
    return ifActive(
        stateMachineArn,
        machine -> {
          Alias found = aliases.get(stateMachineArn + ":" + name);
          return found == null ? new AliasChange.Absent() : store(change.apply(found), false);
        });
  }

  private AliasChange store(Alias alias, boolean fresh) {
    Optional<Integer> missing =
        alias.routes().stream()
            .map(Route::version)
            .filter(each -> !machines.versions.exists(alias.stateMachineArn(), each))
            .findFirst();
    if (missing.isPresent()) {
      return new AliasChange.NoVersion(missing.get());
    }
    aliases.put(alias.arn(), alias);
    return new AliasChange.Done(alias, fresh);
  }

  @Override
  public Uni<Optional<Alias>> find(String stateMachineArn, String name) {
    return Uni.createFrom()
        .item(() -> Optional.ofNullable(aliases.get(stateMachineArn + ":" + name)));
  }

  @Override
  public Uni<List<Alias>> list(Query query) {
    return Uni.createFrom()
        .item(
            () ->
                of(query.stateMachineArn())
                    .filter(each -> query.version() == null || each.routesTo(query.version()))
                    .filter(each -> isAfter(each, query.after()))
                    .sorted(
                        Comparator.comparing(Alias::creationDate)
                            .reversed()
                            .thenComparing(Alias::name))
                    .limit(query.limit())
                    .toList());
  }

  @Override
  public Uni<Boolean> delete(String stateMachineArn, String name) {
    return Uni.createFrom().item(() -> aliases.remove(stateMachineArn + ":" + name) != null);
  }

  List<String> routingTo(String stateMachineArn, int version) {
    return of(stateMachineArn)
        .filter(each -> each.routesTo(version))
        .map(Alias::name)
        .sorted()
        .toList();
  }

  void forget(String stateMachineArn) {
    aliases.values().removeIf(each -> each.stateMachineArn().equals(stateMachineArn));
  }

  private Stream<Alias> of(String stateMachineArn) {
    return aliases.values().stream().filter(each -> each.stateMachineArn().equals(stateMachineArn));
  }

  private Uni<AliasChange> ifActive(
      String stateMachineArn, Function<RegisteredStateMachine, AliasChange> work) {
    return Uni.createFrom()
        .item(
            () -> {
              RegisteredStateMachine machine = machines.get(stateMachineArn);
              if (machine == null) {
                return new AliasChange.Absent();
              }
              return machine.status() == StateMachineStatus.DELETING
                  ? new AliasChange.Deleting()
                  : work.apply(machine);
            });
  }

  private static boolean isAfter(Alias alias, @Nullable Cursor after) {
    return after == null
        || alias.creationDate().isBefore(after.creationDate())
        || (alias.creationDate().equals(after.creationDate())
            && alias.name().compareTo(after.name()) > 0);
  }
}
