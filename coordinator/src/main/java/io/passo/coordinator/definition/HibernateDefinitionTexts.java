package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** {@link DefinitionTexts} over Hibernate Reactive. */
@Singleton
final class HibernateDefinitionTexts implements DefinitionTexts {
  private static final String STORE =
      "insert into definition (hash, text) values (?1, ?2) on conflict do nothing";

  private final SessionFactory sessions;

  HibernateDefinitionTexts(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<Optional<String>> findText(String hash) {
    return sessions
        .withStatelessSession(session -> session.get(DefinitionEntity.class, hash))
        .map(found -> Optional.ofNullable(found).map(row -> row.text));
  }

  /** Stores a text within a caller's transaction; the same text may be there already. */
  static Uni<Void> store(StatelessSession session, String hash, String text) {
    return session
        .createNativeQuery(STORE)
        .setParameter(1, hash)
        .setParameter(2, text)
        .executeUpdate()
        .replaceWithVoid();
  }
}
