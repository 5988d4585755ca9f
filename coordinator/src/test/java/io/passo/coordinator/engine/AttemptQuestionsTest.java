package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Question;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What workers are told that ask, or claim (correctness.md §10). */
class AttemptQuestionsTest {
  private Cluster cluster;
  private Invariants invariants;
  private SimulatedWorkers workers;
  private StepCommand command;
  private StepResult.Header header;

  @BeforeEach
  void oneOpenAttempt() {
    cluster = new Cluster(1, 1);
    cluster.world.calm = true;
    cluster.machines.put("pay", Machines.parse("pay"));
    invariants = new Invariants(cluster);
    cluster.give(0, cluster.coordinator("one"));
    workers = new SimulatedWorkers(cluster, (given, from) -> null);
    cluster.api.start("pay", "x", "{}", false);
    cluster.until("a command", 10_000, () -> !workers.commands().isEmpty());
    command = workers.commands().values().iterator().next();
    header = SimulatedWorkers.header(command);
  }

  @Test
  void shouldSayThatAnAttemptIsOpenUntilItsResultLies() {
    // given
    Reply before = ask("q1");

    // when the result is written before the question
    workers.send(command, new StepResult.Succeeded(header, Payload.of("1")));
    cluster.until("the result is written", 10_000, workers::isIdle);
    Reply after = ask("q2");

    // then
    assertThat(before).isInstanceOf(Reply.AttemptOpen.class);
    assertThat(after).isInstanceOf(Reply.TaskClosed.class);
  }

  @Test
  void shouldGrantTheFirstClaimAndRepeatItsAnswer() {
    // when
    Reply first = claim("c1", "0/7", 1);
    cluster.world.run(30_000);
    Reply again = claim("c1", "0/7", 1);

    // then
    assertThat(first).isInstanceOf(Reply.AttemptOpen.class);
    assertThat(again).isInstanceOf(Reply.AttemptOpen.class);
    assertThat(status()).isNull();
  }

  @Test
  void shouldFailTheAttemptWhenItsHolderIsLost() {
    // given
    claim("c1", "0/7", 1);

    // when
    Reply later = claim("c2", "0/7", 2);

    // then
    assertThat(later).isInstanceOf(Reply.TaskClosed.class);
    cluster.until("the end", 10_000, () -> status() != null);
    assertThat(status()).isEqualTo("FAILED");
    assertThat(cluster.metrics.get("dropped.worker-lost")).isEqualTo(1);
  }

  @Test
  void shouldRefuseAClaimOfTheSameCommandElsewhereOrOfAnEarlierDelivery() {
    // given
    claim("c2", "0/7", 2);

    // when
    Reply elsewhere = claim("c3", "0/9", 1);
    Reply slow = claim("c1", "0/7", 1);

    // then
    assertThat(elsewhere).isInstanceOf(Reply.TaskClosed.class);
    assertThat(slow).isInstanceOf(Reply.TaskClosed.class);
    assertThat(status()).isNull();
  }

  @Test
  void shouldKeepTheHolderOverATakeover() {
    // given
    claim("c1", "0/7", 1);

    // when
    cluster.owner(0).node.kill();
    cluster.give(0, cluster.coordinator("two"));
    Reply again = claim("c1", "0/7", 1);
    Reply other = claim("c2", "0/9", 1);

    // then
    assertThat(again).isInstanceOf(Reply.AttemptOpen.class);
    assertThat(other).isInstanceOf(Reply.TaskClosed.class);
  }

  @Test
  void shouldDropAResultThatNamesAnotherPool() {
    // when
    workers.send(
        command,
        new StepResult.Succeeded(
            new StepResult.Header(
                header.key(),
                header.executionArn(),
                header.attempt(),
                header.account(),
                "another",
                header.worker(),
                header.startedAt()),
            Payload.of("1")));
    cluster.until("it is dropped", 5_000, () -> cluster.metrics.get("dropped.mac") == 1);

    // then
    assertThat(status()).isNull();
  }

  private String status() {
    return invariants.closed().get(command.executionArn());
  }

  private Reply ask(String id) {
    workers.send(command, new StepResult.Ask(header, new Question(id, "w")));
    return reply(id);
  }

  private Reply claim(String id, String record, int deliveryCount) {
    cluster.api.forget(id);
    workers.send(
        command, new StepResult.Claim(header, new Question(id, "w"), record, deliveryCount));
    return reply(id);
  }

  private Reply reply(String id) {
    cluster.until("a reply to " + id, 20_000, () -> cluster.api.reply(id) != null);
    return cluster.api.reply(id);
  }
}
