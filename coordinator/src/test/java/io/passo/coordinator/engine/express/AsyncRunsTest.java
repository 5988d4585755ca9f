package io.passo.coordinator.engine.express;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.parse.DefinitionParser;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AsyncRunsTest {
  private static final String TASK =
      """
      {"StartAt":"A","States":{"A":{"Type":"Task","End":true,
        "Resource":"arn:aws:lambda:us-east-1:000000000000:function:f"}}}
      """;

  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private boolean away;
  private final MemoryExpressLog log = new MemoryExpressLog();
  private final MemoryExpress express =
      new MemoryExpress(
          hash -> {
            if (away) {
              throw new UnavailableException("PostgreSQL is away");
            }
            return DefinitionParser.parse(TASK).stateMachine().orElseThrow();
          },
          () -> now,
          4);
  private final AsyncRuns runs = new AsyncRuns(express.runs, log, start -> events -> {}, () -> now);

  private StartExecution start(int number) {
    String arn = "arn:aws:states:us-east-1:000000000000:express:m:run:" + number;
    return new StartExecution(
        new Caller("request", "", 0),
        ExecutionKey.of(arn),
        arn,
        "run",
        false,
        "000000000000",
        "arn:aws:states:us-east-1:000000000000:stateMachine:m",
        "m",
        "0",
        "role",
        Payload.of("{\"n\":" + number + "}"),
        now.toEpochMilli(),
        null,
        null,
        null);
  }

  private void read(long offset, StartExecution start) {
    runs.read(3, offset, start.key(), start);
  }

  private void end(StepCommand command) {
    express.report(command, MemoryExpress.succeeded(command, "1"));
    runs.turn();
  }

  @Test
  void shouldRunAStartAndWriteItsEnd() {
    // given
    runs.assigned(3, 10, 10);
    read(10, start(1));
    runs.turn();
    long before = runs.forgettable().get(3);

    // when
    end(express.commands.getFirst());

    // then
    assertThat(before).isEqualTo(10);
    assertThat(log.ends).containsExactly(start(1).key());
    assertThat(runs.forgettable()).containsEntry(3, 11L);
  }

  @Test
  void shouldRunAfterACrashOnlyWhatHasNotEnded() {
    // given a partition whose owner is gone
    runs.assigned(3, 10, 13);
    read(10, start(1));
    read(11, start(2));
    runs.turn();
    int early = express.commands.size();

    // when
    runs.read(3, 12, start(1).key(), null);
    runs.turn();

    // then
    assertThat(early).isZero();
    assertThat(express.commands)
        .extracting(StepCommand::executionArn)
        .containsExactly(start(2).executionArn());
    assertThat(runs.forgettable()).containsEntry(3, 11L);
  }

  @Test
  void shouldGiveALateStartItsWholeFiveMinutes() {
    // given
    StartExecution late = start(1);
    now = now.plus(Duration.ofMinutes(10));

    // when
    runs.assigned(3, 0, 0);
    read(0, late);
    runs.turn();

    // then
    assertThat(express.commands.getFirst().deadline())
        .isEqualTo(now.plus(ExpressRun.LONGEST).toEpochMilli());
  }

  @Test
  void shouldLeaveRoomForThoseThatSomebodyWaitsFor() {
    // given
    runs.assigned(3, 0, 0);
    for (int n = 0; n < 3; n++) {
      read(n, start(n));
    }
    runs.turn();
    int running = express.runs.running();
    int waiting = runs.waiting();

    // when
    end(express.commands.getFirst());

    // then
    assertThat(running).isEqualTo(2);
    assertThat(waiting).isEqualTo(1);
    assertThat(express.commands).hasSize(3);
  }

  @Test
  void shouldLeaveToTheNewOwnerWhatRuns() {
    // given
    runs.assigned(3, 0, 0);
    read(0, start(1));
    runs.turn();

    // when
    runs.revoked(3);
    runs.turn();

    // then
    assertThat(express.runs.running()).isZero();
    assertThat(log.ends).isEmpty();
    assertThat(runs.forgettable()).isEmpty();
  }

  @Test
  void shouldTryAgainWhatCouldNotBegin() {
    // given
    away = true;
    runs.assigned(3, 0, 0);
    read(0, start(1));
    runs.turn();
    runs.turn();

    // when
    away = false;
    runs.turn();
    runs.turn();

    // then
    assertThat(express.commands).hasSize(1);
    assertThat(log.ends).isEmpty();
  }
}
