package io.passo.coordinator.engine;

import io.passo.coordinator.engine.Plan.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a plan as a state machine in the Amazon States Language. */
final class PlanWriter {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:";
  private static final String ACTIVITY = "arn:aws:states:us-east-1:000000000000:activity:manual";
  private static final String SUM =
      "\"ResultSelector\":{\"n.$\":\"States.MathAdd($[0].n, $[1].n)\",\"s.$\":\"$[0].s\","
          + "\"i.$\":\"$[0].i\"}";

  private final Map<String, Integer> waits = new HashMap<>();
  private int names;

  /** Seconds of each Wait state written, by name. */
  Map<String, Integer> waits() {
    return waits;
  }

  /** Text of a machine that runs these steps one after another. */
  String write(List<Op> ops) {
    StringBuilder states = new StringBuilder();
    String first = sequence(ops, "\"End\":true", states);
    return "{\"StartAt\":\"%s\",\"States\":{%s}}".formatted(first, states);
  }

  /**
   * Writes states.
   *
   * @param end how the last one goes on
   * @return name of the first
   */
  private String sequence(List<Op> ops, String end, StringBuilder states) {
    String next = end;
    String first = "";
    for (Op op : ops.reversed()) {
      first = one(op, next, states);
      next = "\"Next\":\"" + first + "\"";
    }
    return first;
  }

  private String one(Op op, String next, StringBuilder states) {
    return switch (op) {
      case Op.Step step -> add(step(step.kind()) + next, states);
      case Op.Idle idle -> idle(idle, next, states);
      case Op.Loop loop -> loop(next, states);
      case Op.Choice choice -> choice(choice, next, states);
      case Op.Parallel parallel ->
          add(
              "\"Type\":\"Parallel\",\"Branches\":[%s,%s],%s,%s"
                  .formatted(write(parallel.left()), write(parallel.right()), SUM, next),
              states);
      case Op.Each each -> add(map(write(each.body()), next), states);
      case Op.Spread spread -> {
        String config =
            "{\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\",\"ExecutionType\":\"STANDARD\"},";
        yield add(map(config + write(spread.body()).substring(1), next), states);
      }
      case Op.Files files -> {
        String after =
            add(
                "\"Type\":\"Pass\",\"Parameters\":{\"n.$\":\"$.r.n\",\"s.$\":\"$.s\",\"i.$\":\"$.i\"},"
                    + next,
                states);
        yield add(files(write(files.body()), after), states);
      }
    };
  }

  private static String map(String processor, String next) {
    return ("\"Type\":\"Map\",\"ItemsPath\":\"$.i\",\"ItemSelector\":{\"n.$\":"
            + "\"$$.Map.Item.Value\",\"s.$\":\"$.s\",\"i.$\":\"$.i\"},"
            + "\"ItemProcessor\":%s,%s,%s")
        .formatted(processor, SUM, next);
  }

  private static String files(String processor, String next) {
    return ("\"Type\":\"Map\",\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:getObject\","
            + "\"ReaderConfig\":{\"InputType\":\"JSONL\"},\"Parameters\":{\"Bucket\":\"b\",\"Key\":\"k\"}},"
            + "\"ItemSelector\":{\"n.$\":\"$$.Map.Item.Value\",\"s.$\":\"$.s\",\"i.$\":\"$.i\"},"
            + "\"ItemProcessor\":{\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\",\"ExecutionType\":\"STANDARD\"},%s,"
            + "\"ResultWriter\":{\"Resource\":\"arn:aws:states:::s3:putObject\",\"Parameters\":{\"Bucket\":\"b\"},"
            + "\"WriterConfig\":{\"Transformation\":\"COMPACT\",\"OutputType\":\"JSON\"}},"
            + "\"Retry\":[{\"ErrorEquals\":[\"States.ItemReaderFailed\",\"States.ResultWriterFailed\"],"
            + "\"IntervalSeconds\":1,\"MaxAttempts\":5}],"
            + "\"ResultSelector\":{\"n.$\":\"$.ResultWriterDetails.n\"},\"ResultPath\":\"$.r\",\"Next\":\"%s\"")
        .formatted(processor.substring(1), next);
  }

  private static String step(String kind) {
    return switch (kind) {
      case "token" ->
          "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage.waitForTaskToken\","
              + "\"Parameters\":{\"QueueUrl\":\"q\",\"MessageBody\":{\"t.$\":\"$$.Task.Token\","
              + "\"n.$\":\"$.n\"}},\"ResultPath\":\"$.n\",";
      case "activity" ->
          "\"Type\":\"Task\",\"Resource\":\""
              + ACTIVITY
              + "\",\"TimeoutSeconds\":12,"
              + "\"Retry\":[{\"ErrorEquals\":[\"States.Timeout\"],\"IntervalSeconds\":1,"
              + "\"BackoffRate\":1,\"MaxAttempts\":50}],\"ResultPath\":\"$.n\",";
      default ->
          "\"Type\":\"Task\",\"Resource\":\""
              + FUNCTION
              + kind
              + "\",\"Retry\":[{\"ErrorEquals\":"
              + "[\"Busy\",\"Passo.WorkerCrashed\"],\"IntervalSeconds\":1,\"MaxAttempts\":5}],";
    };
  }

  private String idle(Op.Idle idle, String next, StringBuilder states) {
    return switch (idle.kind()) {
      case "wait" -> {
        String name = add("\"Type\":\"Wait\",\"Seconds\":" + idle.seconds() + "," + next, states);
        waits.put(name, idle.seconds());
        yield name;
      }
      case "pass" -> add("\"Type\":\"Pass\"," + next, states);
      default -> {
        String after = add("\"Type\":\"Pass\"," + next, states);
        String timeout = idle.seconds() > 0 ? "\"TimeoutSeconds\":" + idle.seconds() + "," : "";
        String path = idle.kind().equals("slow") ? "\"ResultPath\":null," : "";
        yield add(
            "\"Type\":\"Task\",\"Resource\":\"%s%s\",%s%s\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],"
                    .formatted(FUNCTION, idle.kind(), timeout, path)
                + "\"ResultPath\":null,\"Next\":\""
                + after
                + "\"}],"
                + next,
            states);
      }
    };
  }

  private String loop(String next, StringBuilder states) {
    String end = add("\"Type\":\"Pass\"," + next, states);
    String check = name();
    String add =
        add(
            "\"Type\":\"Pass\",\"Parameters\":{\"n.$\":\"States.MathAdd($.n, 1)\","
                + "\"s.$\":\"$.s\",\"i.$\":\"$.i\"},\"Next\":\""
                + check
                + "\"",
            states);
    put(
        check,
        "\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.n\",\"NumericLessThan\":%d,\"Next\":\"%s\"}],\"Default\":\"%s\""
            .formatted(Plan.loopEnd(), add, end),
        states);
    return add;
  }

  private String choice(Op.Choice choice, String next, StringBuilder states) {
    String above = sequence(choice.above(), next, states);
    String below = sequence(choice.below(), next, states);
    return add(
        ("\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.n\",\"NumericGreaterThan\":%d,"
                + "\"Next\":\"%s\"}],\"Default\":\"%s\"")
            .formatted(choice.limit(), above, below),
        states);
  }

  private String name() {
    return "S" + names++;
  }

  private String add(String body, StringBuilder states) {
    String name = name();
    put(name, body, states);
    return name;
  }

  private static void put(String name, String body, StringBuilder states) {
    states.append(states.isEmpty() ? "" : ",");
    states.append('"').append(name).append("\":{").append(body).append('}');
  }
}
