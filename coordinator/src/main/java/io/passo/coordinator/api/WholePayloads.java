package io.passo.coordinator.api;

import io.passo.asl.data.JsonReference;
import io.passo.coordinator.engine.LargePayloads;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.Payload;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Payloads for callers: with their text, wherever that is kept. */
@Singleton
public final class WholePayloads {
  private final LargePayloads payloads;
  private final Executor blocking = Executors.newVirtualThreadPerTaskExecutor();

  public WholePayloads(LargePayloads payloads) {
    this.payloads = payloads;
  }

  /** The payload with its text; empty for null. */
  public Uni<Optional<Payload>> of(@Nullable Payload payload) {
    if (payload == null || !JsonReference.isReference(payload.utf8())) {
      return Uni.createFrom().item(Optional.ofNullable(payload));
    }
    return CallerContext.back(
        Uni.createFrom().item(() -> Optional.of(filled(payload))).runSubscriptionOn(blocking));
  }

  private Payload filled(Payload payload) {
    try {
      return payloads
          .filled(payload)
          .orElseThrow(() -> ApiErrors.unavailable("The payload cannot be read"));
    } catch (UnavailableException e) {
      throw ApiErrors.unavailable("The payload cannot be read at the moment");
    }
  }
}
