package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** {@link ResourceTags} over Hibernate Reactive. */
@Singleton
final class HibernateResourceTags implements ResourceTags {
  private final SessionFactory sessions;

  HibernateResourceTags(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<Optional<Map<String, String>>> find(Kind kind, String arn) {
    return sessions.withStatelessSession(session -> read(session, kind, arn, ""));
  }

  @Override
  public Uni<Change> change(
      Kind kind, String arn, UnaryOperator<Map<String, String>> change, int limit) {
    return sessions.withStatelessTransaction(
        session ->
            read(session, kind, arn, " for update")
                .chain(
                    found ->
                        found
                            .map(tags -> write(session, kind, arn, change.apply(tags), limit))
                            .orElseGet(() -> Uni.createFrom().item(Change.ABSENT))));
  }

  private static Uni<Optional<Map<String, String>>> read(
      StatelessSession session, Kind kind, String arn, String lock) {
    return session
        .createNativeQuery(
            "select tags from " + table(kind) + " where arn = ?1" + lock, String.class)
        .setParameter(1, arn)
        .getSingleResultOrNull()
        .map(text -> Optional.ofNullable(text).map(Tags::ofText));
  }

  private static Uni<Change> write(
      StatelessSession session, Kind kind, String arn, Map<String, String> tags, int limit) {
    if (tags.size() > limit) {
      return Uni.createFrom().item(Change.TOO_MANY);
    }
    return session
        .createNativeQuery("update " + table(kind) + " set tags = ?1 where arn = ?2")
        .setParameter(1, Tags.toText(tags))
        .setParameter(2, arn)
        .executeUpdate()
        .replaceWith(Change.DONE);
  }

  private static String table(Kind kind) {
    return switch (kind) {
      case STATE_MACHINE -> "state_machine";
      case ACTIVITY -> "activity";
    };
  }
}
