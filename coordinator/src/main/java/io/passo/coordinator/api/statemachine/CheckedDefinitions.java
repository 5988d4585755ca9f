package io.passo.coordinator.api.statemachine;

import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.ParseResult;
import io.passo.asl.validate.DefinitionChecker;
import io.passo.asl.validate.InvalidDefinition;
import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.definition.DefinitionHash;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Checks definitions, away from the event loops: a large one takes a while. */
@Singleton
public final class CheckedDefinitions {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * The hash of a valid definition; fails with {@code InvalidDefinition} and the first findings for
   * others.
   */
  Uni<String> check(String definition, StateMachineType type) {
    return CallerContext.back(
        Uni.createFrom().item(() -> hash(definition, type)).runSubscriptionOn(threads));
  }

  /** All findings about a definition, which may be anything. */
  Uni<List<Diagnostic>> findings(String definition, StateMachineType type) {
    return CallerContext.back(
        Uni.createFrom()
            .item(() -> DefinitionChecker.check(definition, type).diagnostics())
            .runSubscriptionOn(threads));
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  private static String hash(String definition, StateMachineType type) {
    ParseResult result = DefinitionChecker.check(definition, type);
    if (!result.errors().isEmpty()) {
      throw new ApiException("InvalidDefinition", InvalidDefinition.message(result.errors()));
    }
    return DefinitionHash.of(definition);
  }
}
