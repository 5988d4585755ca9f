package io.passo.coordinator.api.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryEvent;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryPagesTest {
  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({"true, 3", "false, 10"})
  void shouldCountOnlyPayloadsThatAreShown(boolean payloads, int fitting) {
    // given
    Json large = Json.of(("\"" + "x".repeat(MIB) + "\"").getBytes(StandardCharsets.UTF_8));
    List<Boolean> asked = new ArrayList<>();
    HistoryPages pages =
        new HistoryPages(
            (arn, from, limit, reverse, brings) -> {
              asked.add(brings);
              return Uni.createFrom().item(events(from, Math.min(limit, 10), large));
            });

    // when
    HistoryPages.Found found = pages.read("arn", 1, 10, false, payloads).await().indefinitely();

    // then
    assertThat(found.fitting()).isEqualTo(fitting);
    assertThat(asked).containsOnly(payloads);
  }

  private static List<HistoryEvent> events(long from, int count, Json payload) {
    return LongStream.range(from, from + count)
        .mapToObj(
            id ->
                new HistoryEvent(
                    id,
                    id - 1,
                    Instant.EPOCH,
                    new Details.StateEntered(EventType.PASS_STATE_ENTERED, "P", payload)))
        .toList();
  }
}
