package io.passo.coordinator.definition;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionParser;
import io.passo.coordinator.engine.Definitions;
import io.passo.coordinator.engine.UnavailableException;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Parsed definitions in memory. A definition never changes under its hash, so there is nothing to
 * invalidate; the bound is the length of the texts, of which a parsed model takes a multiple.
 */
@Singleton
final class CachedDefinitions implements Definitions {
  private static final long MOST_CHARACTERS = 32L << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DefinitionTexts texts;
  private final Cache<String, Parsed> parsed =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((String hash, Parsed definition) -> definition.length())
          .build();

  CachedDefinitions(DefinitionTexts texts) {
    this.texts = texts;
  }

  @Override
  public StateMachine load(String hash) {
    return parsed.get(hash, missing -> parse(missing, text(missing))).machine();
  }

  private String text(String hash) {
    return await(texts.findText(hash).ifNoItem().after(PATIENCE).fail())
        .orElseThrow(
            () -> new IllegalArgumentException("Expected a definition with the hash " + hash));
  }

  private static Parsed parse(String hash, String text) {
    StateMachine machine =
        DefinitionParser.parse(text)
            .stateMachine()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Expected the stored definition to parse: hash=" + hash));
    return new Parsed(machine, text.length());
  }

  private static <T> Optional<T> await(Uni<Optional<T>> uni) {
    try {
      return VertxContextSupport.subscribeAndAwait(() -> uni);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Interrupted while waiting for a definition", e);
    } catch (Throwable e) {
      throw new UnavailableException("PostgreSQL did not give a definition", e);
    }
  }

  private record Parsed(StateMachine machine, int length) {}
}
