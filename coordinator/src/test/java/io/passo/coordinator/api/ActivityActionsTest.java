package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.api.Service.Result;
import io.passo.coordinator.api.Service.TestQuotas;
import io.passo.coordinator.api.activity.PollTicks;
import io.passo.protocol.EngineRequest;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActivityActionsTest {
  private static final String WORK = PREFIX + "activity:work";
  private static final String RUN = PREFIX + "execution:there:run";
  private static final String POLL = json("{'activityArn':'%s','workerName':'w'}", WORK);

  private final Service service = new Service();

  @Test
  void shouldCreateOnceDescribeListAndDelete() {
    // given
    Result first = service.call("CreateActivity", json("{'name':'work'}"));
    service.clock.advance(Duration.ofSeconds(1));

    // when
    Result again = service.call("CreateActivity", json("{'name':'work','tags':[{'key':'a'}]}"));
    Result described = service.call("DescribeActivity", json("{'activityArn':'%s'}", WORK));
    Result listed = service.call("ListActivities", "{}");
    service.call("DeleteActivity", json("{'activityArn':'%s'}", WORK));
    Result gone = service.call("DescribeActivity", json("{'activityArn':'%s'}", WORK));

    // then
    assertThat(first.body())
        .hasToString("{\"activityArn\":\"" + WORK + "\",\"creationDate\":1.767323045678E9}");
    assertThat(again).isEqualTo(first);
    assertThat(described.text("name")).isEqualTo("work");
    assertThat(listed.body().findValuesAsText("activityArn")).containsExactly(WORK);
    assertThat(gone.text("__type")).isEqualTo("ActivityDoesNotExist");
  }

  @Test
  void shouldRefuseOneMoreThanTheQuota() {
    // given
    Service small = new Service(new TestQuotas(1, 1, 1, 1, 1));
    small.activity("one");

    // when
    Result second = small.call("CreateActivity", json("{'name':'two'}"));

    // then
    assertThat(second.text("__type")).isEqualTo("ActivityLimitExceeded");
  }

  @Test
  void shouldHandOutAWaitingTaskAtOnce() {
    // given
    service.activity("work");
    service.engine.queue(WORK, service.engine.openTask(RUN, 5));

    // when
    Result polled = service.call("GetActivityTask", POLL);

    // then
    assertThat(polled.body())
        .hasToString("{\"taskToken\":\"token-5\",\"input\":\"{\\\"n\\\":1}\"}");
    EngineRequest.ClaimActivityTask claim =
        (EngineRequest.ClaimActivityTask) service.engine.requests().getLast();
    assertThat(claim.workerName()).isEqualTo("w");
  }

  @Test
  void shouldGiveEachTaskToOneWorkerInTheOrderOfTheirPolls() {
    // given
    service.activity("work");
    var first = poll();
    var second = poll();

    // when
    service.engine.queue(WORK, service.engine.openTask(RUN, 5));
    PollTicks.available(service.polls, WORK);

    // then
    assertThat(first.awaitItem().getItem().text("taskToken")).isEqualTo("token-5");
    second.assertNotTerminated();

    // when
    service.engine.queue(WORK, service.engine.openTask(RUN, 9));
    PollTicks.tick(service.polls);

    // then
    assertThat(second.awaitItem().getItem().text("taskToken")).isEqualTo("token-9");
  }

  @Test
  void shouldAnswerNothingAfterAMinute() {
    // given
    service.activity("work");
    var waiting = poll();

    // when
    service.clock.advance(Duration.ofSeconds(59));
    PollTicks.tick(service.polls);

    // then
    waiting.assertNotTerminated();

    // when
    service.clock.advance(Duration.ofSeconds(1));
    PollTicks.tick(service.polls);

    // then
    assertThat(waiting.awaitItem().getItem().body()).hasToString("{}");
  }

  @Test
  void shouldGoOnWithTheNextTaskWhenAnotherWorkerWasFaster() {
    // given
    service.activity("work");
    var taken = service.engine.openTask(RUN, 5);
    service.engine.listedOnly(WORK, taken);
    service.engine.queue(WORK, service.engine.openTask(RUN, 9));

    // when
    Result polled = service.call("GetActivityTask", POLL);

    // then
    assertThat(polled.text("taskToken")).isEqualTo("token-9");
  }

  @Test
  void shouldNotClaimForAWorkerThatHungUp() {
    // given
    service.activity("work");
    var left = poll();
    var stays = poll();
    left.cancel();

    // when
    service.engine.queue(WORK, service.engine.openTask(RUN, 5));
    PollTicks.tick(service.polls);

    // then
    assertThat(stays.awaitItem().getItem().text("taskToken")).isEqualTo("token-5");
  }

  @Test
  void shouldKeepPollingWhenTheEngineIsNotThere() {
    // given
    service.activity("work");
    service.engine.queue(WORK, service.engine.openTask(RUN, 5));
    service.engine.answerWith(
        java.util.concurrent.CompletableFuture.failedFuture(
            new io.passo.coordinator.engine.UnavailableException("no reply")));

    // when
    var waiting = poll();
    service.engine.answerWith(null);
    service.engine.queue(WORK, service.engine.openTask(RUN, 9));
    PollTicks.tick(service.polls);

    // then
    assertThat(waiting.awaitItem().getItem().text("taskToken")).isEqualTo("token-9");
  }

  @Test
  void shouldRefuseMorePollersThanTheQuota() {
    // given
    Service small = new Service(new TestQuotas(9, 9, 9, 9, 1));
    small.activity("work");
    small.start("GetActivityTask", POLL).subscribe().withSubscriber(UniAssertSubscriber.create());

    // when
    Result second = small.call("GetActivityTask", POLL);

    // then
    assertThat(second.error())
        .isEqualTo(
            "ActivityWorkerLimitExceeded: The maximum number of workers concurrently polling for activity tasks has been reached.");
  }

  @Test
  void shouldFinishATaskOnce() {
    // given
    service.engine.openTask(RUN, 5);
    String request = json("{'taskToken':'%s','output':'7'}", Service.token(RUN, 5));

    // when
    Result beat = service.call("SendTaskHeartbeat", request);
    Result first = service.call("SendTaskSuccess", request);
    Result second = service.call("SendTaskFailure", request);

    // then
    assertThat(beat.body()).hasToString("{}");
    assertThat(first.body()).hasToString("{}");
    assertThat(second.text("__type")).isEqualTo("TaskTimedOut");
  }

  private UniAssertSubscriber<Result> poll() {
    return service
        .start("GetActivityTask", POLL)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }
}
