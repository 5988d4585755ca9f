package io.passo.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.UnavailableException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.DisconnectException;
import org.hibernate.HibernateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {
  static Stream<Throwable> outages() {
    return Stream.of(
        new UnavailableException("PostgreSQL does not answer"),
        new IOException("Connection reset by peer"),
        new TimeoutException("Timeout waiting for connection"),
        new io.smallrye.mutiny.TimeoutException(),
        new DisconnectException("Cancelled by the client"),
        ClosedConnectionException.INSTANCE,
        new PgException("sorry, too many clients already", "FATAL", "53300", null),
        new PgException("the database system is starting up", "FATAL", "57P03", null),
        new CompletionException(new HibernateException("load", new IOException("Broken pipe"))));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void shouldKnowThatAServerIsAway(Throwable failure) {
    assertThat(Outage.isCauseOf(failure)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection is closed",
        "Failed to read any response from the server, the underlying connection may have been lost"
            + " unexpectedly.",
        "Pending requests failed to be sent due to connection has been closed.",
        "CONNECTION_CLOSED",
        "Timeout",
        "Redis waiting queue is full"
      })
  void shouldKnowWhatClientsSayOfAConnectionThatEnded(String message) {
    // given
    Throwable failure = new VertxException(message, true);

    // then
    assertThat(Outage.isCauseOf(failure)).isTrue();
    assertThat(Outage.isCauseOf(new CompletionException(failure))).isTrue();
  }

  @Test
  void shouldTakeNothingElseForAnOutage() {
    assertThat(Outage.isCauseOf(new IllegalStateException("Expected a row but found none")))
        .isFalse();
    assertThat(Outage.isCauseOf(new PgException("duplicate key value", "ERROR", "23505", null)))
        .isFalse();
  }
}
