package io.passo.asl.interpreter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.passo.asl.data.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one frame. Names of the fields, short because every step writes them:
 *
 * <pre>
 * t        kind: s start, c counters, f flow, o fan-out, m Map Run, k results, i items, v variable
 * id, in   name of the frame; raw input (flow), execution input (start), items, value of a
 *          variable
 * st v at  flow: state, visit, entered at (start: start date)
 * l r      flow: last event, retries by Retrier; fan-out: r running indexes
 * w e      flow: waits for (c continue, w wait, r retry, a attempt, f children), event of it
 * p to hb  attempt: progress, time-out, heartbeat in seconds; toDue, hbDue, act, actIn
 * m n b    fan-out: total, next, bytes of results; counters: n next event id, b bytes
 *          of variables
 * k        results: payloads
 * mc tc tp Map Run: concurrency, tolerated failures and percentage of them (text)
 * x        Map Run: 1 if its children are Express executions
 * i ic xc  Map Run: next item; items and children that succeeded, failed, timed out, were aborted;
 *          m n r b as of a fan-out; at, due: begun at, goes on at
 * r… w…    Map Run that reads or writes: see the records MapRunReading and MapRunWriting
 * q…       Map Run that was redriven: see the record MapRunRedrive
 * bl       Map Run that waits until it may begin
 * mr…      start: the Map Run that the execution is a child of
 * </pre>
 *
 * <p>Times are milliseconds since the epoch.
 */
final class FrameReader {
  private final JsonParser cbor;
  private final Map<String, Object> fields = HashMap.newHashMap(16);

  FrameReader(JsonParser cbor) {
    this.cbor = cbor;
  }

  Frame read() throws IOException {
    if (cbor.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException(
          "Expected a frame to be a map but found " + cbor.currentToken());
    }
    for (String name = cbor.nextFieldName(); name != null; name = cbor.nextFieldName()) {
      Object value = value(cbor.nextToken());
      if (value != null) {
        fields.put(name, value);
      }
    }
    if (cbor.currentToken() != JsonToken.END_OBJECT) {
      throw new IllegalArgumentException(
          "Expected the end of a frame but found " + cbor.currentToken());
    }
    return switch (text("t")) {
      case "s" -> start();
      case "c" -> new CountersFrame(number("n"), numberOr("b", 0));
      case "f" -> new FlowFrame(flow(), waiting());
      case "o" -> fanOut();
      case "m" -> mapRun();
      case "k" -> new ResultsFrame(id(), payloads());
      case "i" -> new ItemsFrame(id(), json("in"));
      case "v" -> new VariableFrame(id(), json("in"));
      case String other ->
          throw new IllegalArgumentException("Expected a kind of frame but found '" + other + "'");
    };
  }

  /** A value of a kind this version uses; null for anything else, which is skipped. */
  private @Nullable Object value(@Nullable JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> cbor.getText();
      case VALUE_NUMBER_INT -> cbor.getLongValue();
      case VALUE_EMBEDDED_OBJECT -> Json.of(cbor.getBinaryValue());
      case START_ARRAY -> array();
      case null, default -> {
        cbor.skipChildren();
        yield null;
      }
    };
  }

  private List<Object> array() throws IOException {
    List<Object> values = new ArrayList<>();
    for (JsonToken token = cbor.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = cbor.nextToken()) {
      Object value = value(token);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private StartFrame start() {
    ExecutionStart start =
        new ExecutionStart(
            text("arn"),
            text("name"),
            text("sm"),
            text("smName"),
            text("role"),
            text("def"),
            json("in"),
            Instant.ofEpochMilli(number("at")),
            textOrNull("ver"),
            textOrNull("alias"),
            textOrNull("trace"),
            child(),
            redriven());
    return new StartFrame(start, instantOrNull("due"));
  }

  private @Nullable Redriven redriven() {
    return fields.containsKey("rdn")
        ? Redriven.of((int) number("rdn"), instant("rdAt"), json("rdTok"))
        : null;
  }

  private Flow flow() {
    return new Flow(
        id(),
        text("st"),
        numberOr("v", 0),
        Instant.ofEpochMilli(numberOr("at", 0)),
        json("in"),
        number("l"),
        fields.containsKey("r") ? new RetryCounts(integers("r")) : RetryCounts.NONE);
  }

  private Waiting waiting() {
    return switch (text("w")) {
      case "c" -> new Waiting.ToContinue(number("e"), instant("due"));
      case "w" -> new Waiting.UntilDue(instant("due"));
      case "r" -> new Waiting.ForRetry(number("e"), instant("due"));
      case "a" -> attempt();
      case "f" -> new Waiting.ForChildren(number("e"));
      case String other ->
          throw new IllegalArgumentException(
              "Expected what a flow waits for but found '" + other + "'");
    };
  }

  private Waiting.ForAttempt attempt() {
    String activity = textOrNull("act");
    return new Waiting.ForAttempt(
        number("e"),
        progress((int) number("p")),
        secondsOrNull("to"),
        secondsOrNull("hb"),
        instantOrNull("toDue"),
        instantOrNull("hbDue"),
        activity == null ? null : new Waiting.ActivityTask(activity, json("actIn")),
        textOrNull("cl"),
        held());
  }

  private Waiting.@Nullable HeldCall held() {
    Instant scheduledAt = instantOrNull("hAt");
    return scheduledAt == null
        ? null
        : new Waiting.HeldCall(json("hIn"), textOrNull("hRole"), scheduledAt);
  }

  private static Waiting.Progress progress(int code) {
    return switch (code) {
      case 0 -> Waiting.Progress.SCHEDULED;
      case 1 -> Waiting.Progress.STARTED;
      case 2 -> Waiting.Progress.SUBMITTED;
      default ->
          throw new IllegalArgumentException(
              "Expected progress 0..2 of an attempt but was " + code);
    };
  }

  private @Nullable MapRunChild child() {
    String mapRun = textOrNull("mr");
    return mapRun == null
        ? null
        : new MapRunChild(
            mapRun,
            text("mrParent"),
            text("mrState"),
            new FrameId(text("mrFrame")),
            (int) number("mrIndex"),
            (int) number("mrItems"),
            numberOr("mrTell", 0) != 0);
  }

  private MapRunFrame mapRun() {
    String percentage = textOrNull("tp");
    MapRunLimits limits =
        new MapRunLimits(
            number("mc"),
            fields.get("tc") instanceof Long count ? count : null,
            percentage == null ? null : Double.valueOf(percentage));
    return new MapRunFrame(
        id(),
        text("arn"),
        numberOr("x", 0) != 0,
        instant("at"),
        limits,
        (int) number("m"),
        (int) number("i"),
        (int) number("n"),
        integers("r"),
        counts("ic"),
        counts("xc"),
        number("b"),
        instantOrNull("due"),
        reading(),
        writing(),
        redrive(),
        numberOr("bl", 0) != 0);
  }

  private @Nullable MapRunRedrive redrive() {
    return fields.containsKey("qn")
        ? new MapRunRedrive(
            (int) number("qn"), instant("qt"), (int) number("qb"), integers("qw"), integers("qi"))
        : null;
  }

  private @Nullable MapRunReading reading() {
    return fields.containsKey("rn")
        ? new MapRunReading(
            (int) number("rn"),
            numberOr("ro", 0) != 0,
            numberOr("re", 0) != 0,
            fields.get("rc") instanceof Json cursor ? cursor : null,
            (int) numberOr("rp", 0),
            (int) numberOr("ri", 0),
            integers("rs"))
        : null;
  }

  private @Nullable MapRunWriting writing() {
    return fields.containsKey("wn")
        ? new MapRunWriting(
            (int) number("wn"),
            numberOr("wo", 0) != 0,
            numberOr("wp", 0) != 0,
            (int) numberOr("wf", 0),
            // Once, what was being written was kept no longer.
            (int) numberOr("wu", numberOr("wf", 0)),
            (int) numberOr("wx", 0),
            numberOr("wb", 0),
            textOrNull("we"),
            textOrNull("wc"))
        : null;
  }

  private MapRunCounts counts(String name) {
    List<Integer> counts = integers(name);
    if (counts.size() != 4) {
      throw new IllegalArgumentException(
          "Expected four counts of a Map Run but found " + counts.size());
    }
    return new MapRunCounts(counts.get(0), counts.get(1), counts.get(2), counts.get(3));
  }

  private FanOutFrame fanOut() {
    return new FanOutFrame(id(), (int) number("m"), (int) number("n"), integers("r"), number("b"));
  }

  private FrameId id() {
    return new FrameId(text("id"));
  }

  private List<Json> payloads() {
    return list("k").stream().map(Json.class::cast).toList();
  }

  private List<Integer> integers(String name) {
    return list(name).stream().map(value -> Math.toIntExact((Long) value)).toList();
  }

  private List<?> list(String name) {
    return fields.get(name) instanceof List<?> list ? list : List.of();
  }

  private @Nullable Duration secondsOrNull(String name) {
    return fields.get(name) instanceof Long seconds ? Duration.ofSeconds(seconds) : null;
  }

  private @Nullable Instant instantOrNull(String name) {
    return fields.get(name) instanceof Long millis ? Instant.ofEpochMilli(millis) : null;
  }

  private Instant instant(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  private long number(String name) {
    return required(name, Long.class);
  }

  private long numberOr(String name, long other) {
    return fields.get(name) instanceof Long number ? number : other;
  }

  private @Nullable String textOrNull(String name) {
    return fields.get(name) instanceof String text ? text : null;
  }

  private String text(String name) {
    return required(name, String.class);
  }

  private Json json(String name) {
    return required(name, Json.class);
  }

  private <T> T required(String name, Class<T> type) {
    Object value = fields.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "Expected field '" + name + "' of a frame to be " + type.getSimpleName());
    }
    return type.cast(value);
  }
}
