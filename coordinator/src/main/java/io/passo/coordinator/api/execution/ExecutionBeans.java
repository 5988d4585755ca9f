package io.passo.coordinator.api.execution;

import io.passo.coordinator.history.HistoryReader;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Ports of this package over what {@code history} has. */
@Singleton
final class ExecutionBeans {
  @Produces
  @Singleton
  HistoryEvents history(HistoryReader reader) {
    return reader::read;
  }
}
