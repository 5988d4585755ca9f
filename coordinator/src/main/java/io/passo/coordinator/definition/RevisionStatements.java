package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/** What a transaction that holds the lock of a state machine does to update it. */
final class RevisionStatements {
  private static final String CURRENT =
      "update StateMachine set revision = :revision where arn = :arn";

  private RevisionStatements() {}

  static Uni<Revised> update(
      StatelessSession session, RegisteredStateMachine machine, StateMachineUpdate update) {
    if (machine.status() != StateMachineStatus.ACTIVE) {
      return Uni.createFrom().item(new Revised.Deleting());
    }
    Configuration before = machine.revision().configuration();
    Configuration after = update.change().apply(before);
    return after.equals(before)
        ? publish(session, machine, update)
        : ifPublishable(session, machine, update)
            .chain(
                publishable ->
                    publishable
                        ? revise(session, machine, after, update)
                            .chain(revised -> publish(session, revised, update))
                        : tooManyVersions());
  }

  private static Uni<Revised> publish(
      StatelessSession session, RegisteredStateMachine machine, StateMachineUpdate update) {
    Publication publication = update.publication();
    return publication == null
        ? done(machine, null)
        : VersionStatements.current(session, machine)
            .chain(
                version ->
                    version.isPresent()
                        ? done(machine, version.get())
                        : publishNew(session, machine, publication, update));
  }

  private static Uni<Revised> publishNew(
      StatelessSession session,
      RegisteredStateMachine machine,
      Publication publication,
      StateMachineUpdate update) {
    return ifPublishable(session, machine, update)
        .chain(
            publishable ->
                publishable
                    ? VersionStatements.publish(session, machine, publication, update.at())
                        .chain(version -> done(machine, version))
                    : tooManyVersions());
  }

  /** Asked before the first write, so that a refused publication changes nothing. */
  private static Uni<Boolean> ifPublishable(
      StatelessSession session, RegisteredStateMachine machine, StateMachineUpdate update) {
    return update.publication() == null
        ? Uni.createFrom().item(true)
        : VersionStatements.count(session, machine.id())
            .map(count -> count < update.versionLimit());
  }

  private static Uni<RegisteredStateMachine> revise(
      StatelessSession session,
      RegisteredStateMachine machine,
      Configuration configuration,
      StateMachineUpdate update) {
    Revision next =
        new Revision(
            machine.revision().number() + 1,
            UUID.randomUUID().toString(),
            configuration,
            update.at());
    String definition = update.definition();
    Uni<Void> stored =
        definition == null
            ? Uni.createFrom().voidItem()
            : HibernateDefinitionTexts.store(session, configuration.definitionHash(), definition);
    return stored
        .chain(() -> session.insert(RevisionEntity.of(machine.id(), machine.arn(), next)))
        .chain(
            () ->
                session
                    .createMutationQuery(CURRENT)
                    .setParameter("revision", next.number())
                    .setParameter("arn", machine.arn())
                    .executeUpdate())
        .chain(() -> HibernateStateMachines.find(session, machine.arn()))
        .map(Optional::orElseThrow);
  }

  private static Uni<Revised> done(RegisteredStateMachine machine, @Nullable Version version) {
    return Uni.createFrom().item(new Revised.Done(machine, version));
  }

  private static Uni<Revised> tooManyVersions() {
    return Uni.createFrom().item(new Revised.TooManyVersions());
  }
}
