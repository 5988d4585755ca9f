package io.passo.asl.interpreter;

import io.passo.asl.data.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One frame of each kind and for each thing a flow waits for. */
final class FrameSamples {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Json INPUT = Scenario.json("{\"orderId\": \"o-1\", \"n\": 1.50}");

  private FrameSamples() {}

  /** By the name of their golden file. */
  static Map<String, Frame> all() {
    Map<String, Frame> frames = new LinkedHashMap<>();
    frames.put("start", new StartFrame(start(null), null));
    frames.put("start-with-all", new StartFrame(start("v"), AT.plusSeconds(60)));
    frames.put("counters", new CountersFrame(24_999));
    frames.put("flow-continue", before(new Waiting.ToContinue(7, AT)));
    frames.put("flow-wait", in(new Waiting.UntilDue(AT.plusSeconds(5))));
    frames.put("flow-retry", in(new Waiting.ForRetry(9, AT.plusMillis(1))));
    frames.put("flow-children", in(new Waiting.ForChildren(6)));
    frames.put("flow-scheduled", in(attempt(Waiting.Progress.SCHEDULED)));
    frames.put("flow-started", in(attempt(Waiting.Progress.STARTED).clocksFrom(AT)));
    frames.put("flow-submitted", in(attempt(Waiting.Progress.SUBMITTED).clocksFrom(AT)));
    frames.put("flow-activity", in(bare().of(new Waiting.ActivityTask("arn:activity", INPUT))));
    frames.put("fan-out", new FanOutFrame(new FrameId("r.5"), 5000, 42, List.of(3, 7, 41), 1234));
    frames.put(
        "results",
        ResultsFrame.empty(new FrameId("r.5:1")).with(100, INPUT).with(102, Json.EMPTY_OBJECT));
    frames.put("counters-variables", new CountersFrame(7, 1024));
    frames.put("items", new ItemsFrame(new FrameId("r.5").items(), Scenario.json("[1,2]")));
    frames.put("variable", new VariableFrame(new FrameId("r.5.0").variable("größe"), INPUT));
    frames.put(
        "start-child",
        new StartFrame(
            start(null)
                .asChildOf(
                    new MapRunChild(
                        "arn:mapRun", "arn:parent", "Each", new FrameId("r.5"), 41, 100, false)),
            null));
    frames.put(
        "start-child-tells",
        new StartFrame(
            start(null)
                .asChildOf(
                    new MapRunChild(
                        "arn:mapRun", "arn:parent", "Each", new FrameId("r.5"), 41, 100, true)),
            null));
    MapRunLimits limits = new MapRunLimits(0, 3L, 12.5);
    MapRunFrame run =
        MapRunFrame.of(new FrameId("r.5"), "arn:mapRun", false, AT, limits, 5000)
            .begun(40, 4000, AT)
            .ended(7, ExecutionStatus.SUCCEEDED, 100, 1234)
            .ended(8, ExecutionStatus.TIMED_OUT, 100, 12);
    frames.put("map-run", run);
    frames.put(
        "map-run-least",
        MapRunFrame.of(
            new FrameId("r.5"), "arn:mapRun", true, AT, new MapRunLimits(7, null, null), 1));
    frames.put(
        "map-run-reads",
        run.with(new MapRunReading(7, true, false, INPUT, 5, 4000, List.of(1000, 998)), 5998));
    frames.put(
        "map-run-redriven",
        new MapRunFrame(
            new FrameId("r.5"),
            "arn:mapRun",
            false,
            AT,
            limits,
            5000,
            4000,
            40,
            List.of(7),
            new MapRunCounts(100, 0, 0, 0),
            new MapRunCounts(1, 0, 0, 0),
            12,
            null,
            null,
            null,
            new MapRunRedrive(2, AT, 40, List.of(8, 9), List.of(100, 50)),
            false));
    frames.put(
        "map-run-backlogged",
        MapRunFrame.of(new FrameId("r.5"), "arn:mapRun", false, AT, limits, 3).backlogged(AT));
    frames.put(
        "map-run-writes",
        run.with(new MapRunReading(3, false, true, null, 3, 5000, List.of()), 5000)
            .with(new MapRunWriting(4, true, true, 8, 8, 9, 1234, "States.Timeout", "late")));
    frames.put(
        "map-run-writing",
        run.with(new MapRunWriting(4, true, false, 8, 12, 14, 1234, null, null)));
    return frames;
  }

  private static ExecutionStart start(@org.jspecify.annotations.Nullable String optional) {
    return new ExecutionStart(
        "arn:execution",
        "name",
        "arn:stateMachine",
        "machine",
        "arn:role",
        "hash",
        INPUT,
        AT,
        optional,
        optional,
        optional);
  }

  private static Frame before(Waiting waiting) {
    return new FlowFrame(Flow.before(FrameId.ROOT, "Next", INPUT, 6), waiting);
  }

  private static Frame in(Waiting waiting) {
    Flow flow =
        Flow.before(new FrameId("r.5.0"), "State", INPUT, 0)
            .entered(4, AT)
            .after(8)
            .retrying(RetryCounts.NONE.plus(1).plus(1).plus(0));
    return new FlowFrame(flow, waiting);
  }

  private static Waiting.ForAttempt bare() {
    return new Waiting.ForAttempt(8, Waiting.Progress.SCHEDULED, null, null, null, null, null);
  }

  private static Waiting.ForAttempt attempt(Waiting.Progress progress) {
    return new Waiting.ForAttempt(
        8, progress, Duration.ofSeconds(99_999_999), Duration.ofSeconds(10), null, null, null);
  }
}
