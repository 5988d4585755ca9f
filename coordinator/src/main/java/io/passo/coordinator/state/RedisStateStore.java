package io.passo.coordinator.state;

import io.passo.coordinator.engine.StateStore;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Position;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The fold of the journal in Redis. Each partition uses one connection, on which its calls take
 * effect in order.
 */
public final class RedisStateStore implements StateStore, AutoCloseable {
  private static final int LINKS = 4;
  private static final long LIMIT_MILLIS = 5_000;
  private static final Duration OLD_KEPT = Duration.ofHours(1);
  private static final Script APPLY = Script.named("apply");
  private static final Script LOAD = Script.named("load");
  private static final Script SWITCH = Script.named("switch");
  private static final Script SEAL = Script.named("seal");
  private static final Script EXPIRE = Script.named("expire");
  private static final Script SAMPLE = Script.named("sample");
  private static final Script INDEX = Script.named("index");
  private static final Script DISTRUST = Script.named("distrust");

  private final List<RedisLink> links = new ArrayList<>();
  private final Map<Integer, String> lastPointers = new ConcurrentHashMap<>();

  public RedisStateStore(Redis redis) {
    for (int i = 0; i < LINKS; i++) {
      links.add(new RedisLink(redis));
    }
  }

  private RedisLink link(int partition) {
    return links.get(partition % LINKS);
  }

  @Override
  public @Nullable String pointer(int partition) {
    Response found = await(link(partition).send(getPointer(partition)));
    return found == null ? null : found.toString();
  }

  private static Request getPointer(int partition) {
    return Request.cmd(Command.GET).arg(RedisNames.pointer(partition));
  }

  @Override
  public Optional<View> view(int partition) {
    // Each lane asks each second, and the pointer is nearly always the one it was: both are asked
    // for together.
    String last = lastPointers.getOrDefault(partition, "");
    Future<@Nullable Response> pointer = link(partition).send(getPointer(partition));
    Future<@Nullable Response> lastMeta = link(partition).send(getMeta(partition, last));
    // The last answer first: the other one is there then, and the lane slept only once.
    Response meta = await(lastMeta);
    Response found = await(pointer);
    if (found == null) {
      return Optional.empty();
    }
    String g = found.toString();
    lastPointers.put(partition, g);
    Map<String, String> fields =
        fields(g.equals(last) ? meta : await(link(partition).send(getMeta(partition, g))));
    return MetaFields.isWhole(fields)
        ? Optional.of(new View(g, MetaFields.parse(fields)))
        : Optional.empty();
  }

  private static Request getMeta(int partition, String g) {
    return Request.cmd(Command.HGETALL).arg(RedisNames.meta(partition, g));
  }

  private static Map<String, String> fields(@Nullable Response hash) {
    Map<String, String> fields = new HashMap<>();
    if (hash != null) {
      for (String field : hash.getKeys()) {
        fields.put(field, hash.get(field).toString());
      }
    }
    return fields;
  }

  @Override
  public Loaded load(int partition, String g, Collection<ExecutionKey> keys) {
    List<ExecutionKey> ordered = List.copyOf(keys);
    List<Object> arguments = new ArrayList<>(ordered.size());
    ordered.forEach(key -> arguments.add(key.value()));
    return Loads.parse(run(LOAD, partition, g, arguments), ordered);
  }

  @Override
  public List<FrameTimer> timers(int partition, String g, long dueBefore, int limit) {
    Request request =
        Request.cmd(Command.ZRANGE)
            .arg(RedisNames.timers(partition, g))
            .arg("-inf")
            .arg("(" + dueBefore)
            .arg("BYSCORE")
            .arg("LIMIT")
            .arg(0)
            .arg(limit)
            .arg("WITHSCORES");
    Response answer = await(link(partition).send(request));
    List<FrameTimer> timers = new ArrayList<>();
    ScoredMembers.forEach(
        answer,
        (member, score) -> {
          int bar = member.indexOf('|');
          timers.add(
              new FrameTimer(
                  new ExecutionKey(member.substring(0, bar)), member.substring(bar + 1), score));
        });
    return timers;
  }

  @Override
  public CompletableFuture<Outcome> apply(int partition, String g, Apply apply) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(apply.previous().offset());
    arguments.add(apply.next().position().offset());
    addMeta(arguments, MetaFields.of(apply.next()));
    arguments.addAll(
        new Operations(Set.copyOf(apply.opened()))
            .of(apply.frames(), apply.opened(), apply.closed()));
    return APPLY
        .run(link(partition), List.of(RedisNames.meta(partition, g)), arguments)
        .map(RedisStateStore::outcome)
        .toCompletionStage()
        .toCompletableFuture();
  }

  private static void addMeta(List<Object> arguments, List<Object> fields) {
    arguments.add(fields.size() / 2);
    arguments.addAll(fields);
  }

  private static Outcome outcome(@Nullable Response answer) {
    return switch (answer == null ? -1 : answer.toInteger()) {
      case 1 -> Outcome.APPLIED;
      case 0 -> Outcome.ALREADY;
      default -> Outcome.MISMATCH;
    };
  }

  @Override
  public void fill(int partition, String g, List<FrameWrite> frames) {
    Set<ExecutionKey> keys = new HashSet<>();
    frames.forEach(write -> keys.add(write.key()));
    List<Object> arguments = new ArrayList<>(List.of("fill", frames.size(), 0));
    arguments.addAll(new Operations(keys).of(frames, List.copyOf(keys), List.of()));
    run(APPLY, partition, g, arguments);
  }

  @Override
  public boolean seal(int partition, String g, Meta meta, long frames) {
    List<Object> arguments = new ArrayList<>(List.of(frames));
    addMeta(arguments, MetaFields.of(meta));
    Response answer = run(SEAL, partition, g, arguments);
    return answer != null && answer.toInteger() == 1;
  }

  @Override
  public boolean switchTo(int partition, @Nullable String from, String to) {
    Response answer =
        await(
            SWITCH.run(
                link(partition),
                List.of(RedisNames.pointer(partition)),
                List.of(from == null ? "" : from, to)));
    return answer != null && answer.toInteger() == 1;
  }

  @Override
  public void expire(int partition, String g) {
    run(EXPIRE, partition, g, List.of(OLD_KEPT.toMillis()));
  }

  @Override
  public OpenPage open(int partition, String g, String cursor, int executions) {
    Request request =
        Request.cmd(Command.SSCAN)
            .arg(RedisNames.open(partition, g))
            .arg(cursor)
            .arg("COUNT")
            .arg(executions);
    Response answer = await(link(partition).send(request));
    if (answer == null || answer.size() < 2) {
      return new OpenPage(OpenPage.FIRST, List.of());
    }
    List<ExecutionKey> keys = new ArrayList<>();
    answer.get(1).forEach(member -> keys.add(new ExecutionKey(member.toString())));
    return new OpenPage(answer.get(0).toString(), keys);
  }

  @Override
  public Sample sample(int partition, String g, int executions) {
    return Samples.parse(run(SAMPLE, partition, g, List.of(executions)));
  }

  @Override
  public boolean index(int partition, String g, Position seen, List<IndexChange> changes) {
    List<Object> arguments = new ArrayList<>(List.of(seen.offset()));
    for (IndexChange change : changes) {
      arguments.add(RedisNames.member(change.key(), change.frameId()));
      arguments.add(change.due() == null ? "" : change.due());
    }
    Response answer = run(INDEX, partition, g, arguments);
    return answer != null && answer.toInteger() == 1;
  }

  @Override
  public void distrust(int partition, String g) {
    run(DISTRUST, partition, g, List.of());
  }

  private @Nullable Response run(Script script, int partition, String g, List<Object> arguments) {
    List<String> keys = List.of(RedisNames.meta(partition, g));
    return await(script.run(link(partition), keys, arguments));
  }

  private static @Nullable Response await(Future<@Nullable Response> call) {
    try {
      return call.toCompletionStage()
          .toCompletableFuture()
          .get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Interrupted", e);
    } catch (TimeoutException e) {
      throw new UnavailableException("Redis does not answer within " + LIMIT_MILLIS + " ms", e);
    } catch (ExecutionException e) {
      throw new UnavailableException("Redis does not answer: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    links.forEach(RedisLink::close);
  }
}
