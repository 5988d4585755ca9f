package io.passo.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.passo.standalone.aws.ApiException;
import io.passo.standalone.aws.FakeApi;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {
  private final AtomicInteger starts = new AtomicInteger();
  private FakeApi api;

  @BeforeEach
  void startApi() throws IOException {
    api =
        new FakeApi()
            .on("CreateStateMachine", request -> Map.of("stateMachineArn", "machine"))
            .on(
                "StartExecution",
                request -> Map.of("executionArn", "arn-" + starts.incrementAndGet()))
            .on("StartSyncExecution", this::endAtOnce)
            .on("DescribeExecution", request -> Map.of("status", "SUCCEEDED"));
  }

  @AfterEach
  void stopApi() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 50})
  void shouldCountWhatEndsWhileItMeasures(double rate) {
    // when
    BenchReport report = new Bench(options(rate), null, line -> {}).run();

    // then
    assertThat(report.isClean()).isTrue();
    assertThat(report.executions()).isPositive().isLessThanOrEqualTo(starts.get());
    assertThat(report.transitionsPerSecond())
        .isCloseTo(
            report.executionsPerSecond() * Workload.W3.transitions(), withinPercentage(1e-9));
    assertThat(report.latency().p50()).isPositive().isLessThanOrEqualTo(report.latency().p99());
    assertThat(report.generator().wakeUpMicros()).isPositive();
  }

  private Map<String, Object> endAtOnce(Object request) {
    return Map.of("executionArn", "arn-" + starts.incrementAndGet(), "status", "SUCCEEDED");
  }

  @Test
  void shouldTakeTheAnswerOfASynchronousStartForTheEnd() {
    // given
    api.on("DescribeExecution", request -> Map.of("status", "FAILED"));

    // when
    BenchReport report = new Bench(options(Workload.W4, 0), null, line -> {}).run();

    // then
    assertThat(report.isClean()).isTrue();
    assertThat(report.executions()).isPositive().isLessThanOrEqualTo(starts.get());
  }

  @Test
  void shouldStartAgainWhatWasThrottled() {
    // given
    AtomicInteger calls = new AtomicInteger();
    api.on(
        "StartExecution",
        request -> {
          if (calls.incrementAndGet() % 3 == 0) {
            throw new ApiException("ThrottlingException", "Rate exceeded");
          }
          return Map.of("executionArn", "arn-" + starts.incrementAndGet());
        });

    // when
    BenchReport report = new Bench(options(0), null, line -> {}).run();

    // then
    assertThat(report.isClean()).isTrue();
    assertThat(report.throttled()).isBetween(1L, (long) calls.get() / 3);
    assertThat(report.latency().max()).isGreaterThan(50);
  }

  @Test
  void shouldReportExecutionsThatFail() {
    // given
    api.on("DescribeExecution", request -> Map.of("status", "FAILED"));

    // when
    BenchReport report = new Bench(options(0), null, line -> {}).run();

    // then
    assertThat(report.isClean()).isFalse();
    assertThat(report.executions()).isZero();
    assertThat(report.problems()).containsKey("execution FAILED");
  }

  private BenchOptions options(double rate) {
    return options(Workload.W3, rate);
  }

  private BenchOptions options(Workload workload, double rate) {
    List<URI> endpoints = List.of(api.endpoint());
    return new BenchOptions(
        workload, endpoints, 2, rate, BenchOptions.WarmUp.NONE, Duration.ofMillis(300));
  }
}
