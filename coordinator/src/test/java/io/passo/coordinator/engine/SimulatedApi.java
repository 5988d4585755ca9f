package io.passo.coordinator.engine;

import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.AddressedReply;
import io.passo.protocol.Partitions;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import io.passo.protocol.codec.EngineRequestCodec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Callers of the API: each sends its request again, under the same id, until it has an answer. */
final class SimulatedApi {
  static final String ACCOUNT = "000000000000";
  private static final double LOST_REPLY = 0.02;
  private static final long AGAIN_MICROS = 3_000_000;
  private static final long HANDED_MICROS = 400_000;

  private final Cluster cluster;
  private final Map<String, Reply> replies = new HashMap<>();
  private Consumer<Reply> listener = reply -> {};
  private int sent;

  /** Whether half of the starts are handed to a lane in the process that is called. */
  boolean handsOver;

  private final Set<String> begun = new HashSet<>();

  SimulatedApi(Cluster cluster) {
    this.cluster = cluster;
  }

  static String executionArn(String machine, String name) {
    return executionArn(ACCOUNT, machine, name);
  }

  static String executionArn(String account, String machine, String name) {
    return "arn:aws:states:us-east-1:%s:execution:%s:%s".formatted(account, machine, name);
  }

  void deliver(List<AddressedReply> all) {
    for (AddressedReply reply : all) {
      if (!cluster.world.chance(LOST_REPLY, "reply lost")) {
        if (replies.putIfAbsent(reply.reply().requestId(), reply.reply()) == null) {
          listener.accept(reply.reply());
        }
      }
    }
  }

  /** Gets each answer when it comes. */
  void onReply(Consumer<Reply> of) {
    listener = of;
  }

  /** The answer to a request, if it has come. */
  @Nullable Reply reply(String requestId) {
    return replies.get(requestId);
  }

  /** Forgets an answer, so that another one to the same id is noticed. */
  void forget(String requestId) {
    replies.remove(requestId);
  }

  /** Starts an execution. */
  String start(String machine, String name, String input, boolean named) {
    return send(executionArn(machine, name), caller -> start(caller, machine, name, input, named));
  }

  /** Starts an execution of another tenant. */
  String startOf(String account, String machine, String name, String input) {
    return send(
        executionArn(account, machine, name),
        caller -> start(caller, account, machine, name, input, false));
  }

  StartExecution start(Caller caller, String machine, String name, String input, boolean named) {
    return start(caller, ACCOUNT, machine, name, input, named);
  }

  private static StartExecution start(
      Caller caller, String account, String machine, String name, String input, boolean named) {
    String arn = executionArn(account, machine, name);
    return new StartExecution(
        caller,
        ExecutionKey.of(arn),
        arn,
        name,
        named,
        account,
        "arn:aws:states:us-east-1:" + account + ":stateMachine:" + machine,
        machine,
        machine,
        "arn:aws:iam::" + account + ":role/r",
        Payload.of(input),
        caller.sentAt(),
        null,
        null,
        null);
  }

  /**
   * Sends a request.
   *
   * @return its id
   */
  String send(String executionArn, Function<Caller, EngineRequest> request) {
    String id = "request-" + sent++;
    EngineRequest made = request.apply(new Caller(id, "api", cluster.world.wallMillis()));
    int partition = Partitions.of(executionArn, cluster.partitions);
    byte[] value = EngineRequestCodec.encode(made);
    boolean handed =
        handsOver
            && made instanceof StartExecution start
            // A generated name is one of its own: only what is in the log repeats it.
            && (begun.add(executionArn) || start.named())
            && cluster.world.random.nextBoolean()
            && cluster.offer(partition, value);
    if (handed) {
      cluster.world.after(HANDED_MICROS, () -> repeat(id, partition, value));
    } else {
      repeat(id, partition, value);
    }
    return id;
  }

  private void repeat(String id, int partition, byte[] value) {
    if (!replies.containsKey(id)) {
      cluster.requests.get(partition).send(value, Long.MAX_VALUE, offset -> {});
      cluster.world.after(AGAIN_MICROS, () -> repeat(id, partition, value));
    }
  }
}
