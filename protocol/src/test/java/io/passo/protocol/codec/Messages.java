package io.passo.protocol.codec;

import io.passo.protocol.ControlMessage;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Job;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.AddressedReply;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.JournalRecord.Message;
import io.passo.protocol.JournalRecord.Open;
import io.passo.protocol.JournalRecord.Probe;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.LaneMessage;
import io.passo.protocol.MapRunRecord;
import io.passo.protocol.Payload;
import io.passo.protocol.Position;
import io.passo.protocol.Reply;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import io.passo.protocol.StepResult;
import io.passo.protocol.mac.MacKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message of every kind, every optional field given; names are those of the golden files. */
final class Messages {
  static final MacKey POOL = MacKey.ofSecret("a-pool-secret-of-32-characters..");
  static final MacKey ATTEMPT = MacKey.ofBase64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
  static final String ARN = "arn:aws:states:us-east-1:000000000000:execution:orders:order-1";
  static final ExecutionKey KEY = ExecutionKey.of(ARN);

  private static final Caller CALLER = new Caller("request-1", "instance-1", 1_700_000_000_123L);
  private static final StepResult.Header HEADER =
      new StepResult.Header(
          KEY, ARN, 3, "000000000000", "functions", "worker-1", 1_700_000_000_456L);
  private static final StepResult.Question QUESTION =
      new StepResult.Question("question-1", "worker-1-af03");
  private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:orders";

  private Messages() {}

  /** Name of the golden file to message. */
  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("step-command", command());
    all.put("step-command-least", leastCommand());
    all.put(
        "job",
        new Job(command(), "integrations", Payload.of("{\"run\":\"jr_1\"}"), 1_700_000_000_000L));
    all.put("step-command-replied", repliedCommand());
    all.put("step-command-without-stop", leastCommand().withoutStop());
    all.put("step-marker", new StepMarker(7, 12, "nonce-1"));
    results(all);
    requests(all);
    messages(all);
    replies(all);
    all.put("control-cancel", new ControlMessage.AttemptCancelled(KEY, 3));
    all.put(
        "control-functions",
        new ControlMessage.FunctionsAnnounced(
            "functions", "worker-1", List.of("charge", "ship"), 1_700_000_000_000L));
    all.put(
        "control-activity",
        new ControlMessage.ActivityTaskAvailable(
            "arn:aws:states:us-east-1:000000000000:activity:approve",
            KEY,
            5,
            3,
            "000000000000",
            1_700_000_000_000L));
    all.put("journal-open", new Open(4, "nonce-2", "instance-1", 1_700_000_000_000L));
    all.put(
        "journal-open-unexplained", new Open(5, "nonce-3", "instance-2", 1_700_000_000_002L, true));
    all.put(
        "journal-commit-probe",
        new Commit(
            5,
            1,
            1_700_000_000_003L,
            new Inputs(7, 0, 9, 0),
            Position.START,
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Probe("passo.requests:7", 2)));
    all.put("journal-commit", commit());
    all.put("journal-commit-map-run", mapRunCommit(0, null));
    all.put("journal-commit-map-run-redriven", mapRunCommit(2, 1_700_000_000_009L));
    all.put(
        "journal-commit-empty",
        new Commit(
            4,
            2,
            1_700_000_000_001L,
            new Inputs(0, -1, 0, -1),
            Position.START,
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
    return all;
  }

  private static void results(Map<String, Object> all) {
    all.put("result-succeeded", new StepResult.Succeeded(HEADER, Payload.of("{\"ok\": \"ü€\"}")));
    all.put(
        "result-failed",
        new StepResult.Failed(HEADER, StepResult.Kind.TIMED_OUT, "States.Timeout", "too slow"));
    all.put(
        "result-failed-unnamed", new StepResult.Failed(HEADER, StepResult.Kind.FAILED, null, null));
    all.put(
        "result-submitted", new StepResult.Submitted(HEADER, Payload.of("{\"MessageId\":\"1\"}")));
    all.put("result-heartbeat", new StepResult.Heartbeat(HEADER));
    all.put("result-ask", new StepResult.Ask(HEADER, QUESTION));
    all.put("result-claim", new StepResult.Claim(HEADER, QUESTION, "3/77", 2));
  }

  private static void requests(Map<String, Object> all) {
    all.put(
        "request-start",
        new EngineRequest.StartExecution(
            CALLER,
            KEY,
            ARN,
            "order-1",
            true,
            "000000000000",
            MACHINE,
            "orders",
            "abc123",
            "arn:aws:iam::000000000000:role/r",
            Payload.of("{}"),
            1_700_000_000_000L,
            MACHINE + ":1",
            MACHINE + ":live",
            "Root=1-67891233"));
    all.put("request-stop", new EngineRequest.StopExecution(CALLER, KEY, ARN, "Enough", "no more"));
    all.put("request-redrive", new EngineRequest.RedriveExecution(CALLER, KEY, ARN, "token-1"));
    all.put(
        "request-task-success", new EngineRequest.SendTaskSuccess(CALLER, KEY, 3, Payload.of("1")));
    all.put(
        "request-task-failure", new EngineRequest.SendTaskFailure(CALLER, KEY, 3, "Nope", null));
    all.put("request-task-heartbeat", new EngineRequest.SendTaskHeartbeat(CALLER, KEY, 3));
    all.put("request-claim", new EngineRequest.ClaimActivityTask(CALLER, KEY, 3, "clerk"));
    all.put("request-map-run", new EngineRequest.UpdateMapRun(CALLER, KEY, "r.5", 7L, 0L, "12.5"));
    all.put(
        "request-map-run-least",
        new EngineRequest.UpdateMapRun(CALLER, KEY, "r.5", null, null, null));
  }

  private static void messages(Map<String, Object> all) {
    all.put(
        "message-start-child",
        new LaneMessage.StartChild(
            KEY,
            ARN,
            "child-1",
            "000000000000",
            MACHINE + "/label",
            "orders",
            "abc123",
            "arn:aws:iam::000000000000:role/r",
            Payload.of("[1]"),
            1_700_000_000_000L,
            "Root=1",
            new LaneMessage.Parent("arn:mapRun", "arn:parent", "Each", "r.5", 41, 100, false),
            null));
    all.put(
        "message-start-child-tells",
        new LaneMessage.StartChild(
            KEY,
            ARN,
            "child-1",
            "000000000000",
            MACHINE + "/label",
            "orders",
            "abc123",
            "arn:aws:iam::000000000000:role/r",
            Payload.of("[1]"),
            1_700_000_000_000L,
            null,
            new LaneMessage.Parent("arn:mapRun", "arn:parent", "Each", "r.5", 41, 100, true),
            null));
    all.put(
        "message-redrive-child",
        new LaneMessage.StartChild(
            KEY,
            ARN,
            "child-1",
            "000000000000",
            MACHINE + "/label",
            "orders",
            "abc123",
            "arn:aws:iam::000000000000:role/r",
            Payload.of("{}"),
            1_700_000_000_000L,
            null,
            new LaneMessage.Parent("arn:mapRun", "arn:parent", "Each", "r.5", 41, 100, false),
            1_700_000_000_009L));
    all.put("message-stop-child", new LaneMessage.StopChild(KEY, ARN));
    all.put(
        "message-child-finished",
        new LaneMessage.ChildFinished(
            KEY,
            "r.5",
            41,
            100,
            "SUCCEEDED",
            1_700_000_000_000L,
            1_700_000_000_002L,
            null,
            Payload.of("1"),
            null,
            null,
            null));
    all.put(
        "message-child-failed",
        new LaneMessage.ChildFinished(
            KEY,
            "r.5",
            41,
            1,
            "FAILED",
            1_700_000_000_000L,
            1_700_000_000_002L,
            Payload.of("[1]"),
            null,
            "Nope",
            "because",
            null));
    all.put(
        "message-redriven-child-failed",
        new LaneMessage.ChildFinished(
            KEY,
            "r.5",
            41,
            1,
            "FAILED",
            1_700_000_000_000L,
            1_700_000_000_002L,
            Payload.of("[1]"),
            null,
            "Nope",
            "because",
            1_700_000_000_001L));
  }

  private static void replies(Map<String, Object> all) {
    all.put("reply-started", new Reply.Started("request-1", 1_700_000_000_000L));
    all.put("reply-exists", new Reply.AlreadyExists("request-1", ARN));
    all.put("reply-redriven", new Reply.Redriven("request-1", 1_700_000_000_000L));
    all.put("reply-not-redrivable", new Reply.NotRedrivable("request-1", "It runs"));
    all.put("journal-redrive", redrive());
    all.put("reply-stopped", new Reply.Stopped("request-1", 1_700_000_000_000L));
    all.put("reply-accepted", new Reply.TaskAccepted("request-1"));
    all.put("reply-open", new Reply.AttemptOpen("request-1"));
    all.put("reply-closed", new Reply.TaskClosed("request-1"));
    all.put("reply-task", new Reply.ActivityTask("request-1", "token", Payload.of("[]")));
    all.put("reply-unknown", new Reply.Unknown("request-1"));
    all.put("reply-unavailable", new Reply.Unavailable("request-1", "rebuilding"));
  }

  static StepCommand command() {
    return new StepCommand(
        KEY,
        ARN,
        3,
        "r",
        2,
        5,
        "000000000000",
        MACHINE,
        "Charge",
        "arn:aws:states:::lambda:invoke",
        Payload.of("{\"n\": 1}"),
        1,
        30,
        10,
        1_700_000_000_000L,
        1_700_000_030_000L,
        "token",
        "arn:aws:iam::000000000000:role/r",
        "Root=1-67891233",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
  }

  static StepCommand repliedCommand() {
    return leastCommand().repliedTo("coordinator-1", 1_700_000_300_000L);
  }

  static StepCommand leastCommand() {
    return new StepCommand(
        KEY,
        ARN,
        3,
        "r",
        2,
        5,
        "000000000000",
        MACHINE,
        "Charge",
        "arn:aws:lambda:us-east-1:000000000000:function:charge",
        Payload.of("null"),
        0,
        null,
        null,
        1_700_000_000_000L,
        null,
        null,
        null,
        null,
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
  }

  static Commit commit() {
    return new Commit(
        4,
        1,
        1_700_000_000_001L,
        new Inputs(10, 0, 20, 3),
        new Position(99, 2, 4, 0),
        Map.of(new StepPartition("functions", 2), 1_000L),
        List.of(started(), closed()),
        List.of(new Command(new StepPartition("functions", 2), command())),
        List.of(new Message("passo.requests", 1, ARN, new byte[] {0, 1, (byte) 0xff})),
        List.of(
            new AddressedReply("instance-1", new Reply.Started("request-1", 1_700_000_000_000L))));
  }

  private static Commit mapRunCommit(int redriveCount, @Nullable Long redriveDate) {
    MapRunRecord run =
        new MapRunRecord(
            "arn:mapRun",
            "r.5",
            "FAILED",
            1_700_000_000_000L,
            1_700_000_000_002L,
            40,
            1L,
            "12.5",
            new MapRunRecord.Progress(1, 2, 3, 4, 5, 6),
            new MapRunRecord.Progress(0, 1, 0, 2, 0, 3),
            redriveCount,
            redriveDate);
    Started child =
        new Started(
            MACHINE + "/label",
            "child-1",
            "000000000000",
            1_700_000_000_000L,
            Payload.of("{}"),
            "abc123",
            "arn:aws:iam::000000000000:role/r",
            null,
            null,
            null,
            "arn:mapRun",
            100,
            null);
    return new Commit(
        4,
        3,
        1_700_000_000_001L,
        new Inputs(10, 0, 20, 3),
        Position.START,
        Map.of(),
        List.of(new ExecutionChange(KEY, ARN, List.of(), null, child, null, List.of(run))),
        List.of(),
        List.of(),
        List.of());
  }

  private static ExecutionChange started() {
    return new ExecutionChange(
        KEY,
        ARN,
        List.of(new FrameValue("r", new byte[] {1, 2, 3}), new FrameValue("b:1", null)),
        new HistoryChunk(1, 3, new byte[] {9, 8}),
        new Started(
            MACHINE,
            "order-1",
            "000000000000",
            1_700_000_000_000L,
            Payload.of("{}"),
            "abc123",
            "arn:aws:iam::000000000000:role/r",
            MACHINE + ":1",
            MACHINE + ":live",
            "Root=1"),
        null);
  }

  private static Commit redrive() {
    return new Commit(
        4,
        3,
        1_700_000_000_002L,
        new Inputs(0, -1, 0, -1),
        Position.START,
        Map.of(),
        List.of(
            new ExecutionChange(
                KEY,
                ARN,
                List.of(),
                new HistoryChunk(9, 9, new byte[] {7}),
                new Started(
                    MACHINE,
                    "order-1",
                    "000000000000",
                    1_700_000_000_000L,
                    Payload.of("{}"),
                    "abc123",
                    "arn:aws:iam::000000000000:role/r",
                    null,
                    null,
                    null,
                    null,
                    null,
                    new JournalRecord.Redrive(
                        2, 1_700_000_000_002L, Payload.of("{\"token-1\":1700000000002}"))),
                null)),
        List.of(),
        List.of(),
        List.of());
  }

  private static ExecutionChange closed() {
    return new ExecutionChange(
        KEY,
        ARN,
        List.of(),
        null,
        null,
        new Closed("FAILED", 1_700_000_000_002L, null, "Nope", "because"));
  }

  /** Encodes whatever kind of message it is. */
  static byte[] encode(Object message) {
    return switch (message) {
      case io.passo.protocol.StepMessage step -> StepMessageCodec.encode(step, POOL);
      case Job job -> JobCodec.encode(job, POOL);
      case StepResult result -> StepResultCodec.encode(result, ATTEMPT);
      case EngineRequest request -> EngineRequestCodec.encode(request);
      case LaneMessage toLane -> LaneMessageCodec.encode(toLane);
      case Reply reply -> ReplyCodec.encode(reply);
      case ControlMessage control -> ControlMessageCodec.encode(control);
      case JournalRecord record -> JournalRecordCodec.encode(record);
      default -> throw new AssertionError("no codec for " + message);
    };
  }

  /** Decodes with the codec of the kind that {@code like} has. */
  static Object decodeLike(Object like, byte[] bytes) throws MalformedMessageException {
    return switch (like) {
      case io.passo.protocol.StepMessage step -> StepMessageCodec.decode(bytes);
      case Job job -> JobCodec.decode(bytes);
      case StepResult result -> StepResultCodec.decode(bytes);
      case EngineRequest request -> EngineRequestCodec.decode(bytes);
      case LaneMessage toLane -> LaneMessageCodec.decode(bytes);
      case Reply reply -> ReplyCodec.decode(bytes);
      case ControlMessage control -> ControlMessageCodec.decode(bytes);
      case JournalRecord record -> JournalRecordCodec.decode(bytes);
      default -> throw new AssertionError("no codec for " + like);
    };
  }
}
