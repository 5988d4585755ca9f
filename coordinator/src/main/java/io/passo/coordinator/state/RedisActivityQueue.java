package io.passo.coordinator.state;

import io.passo.protocol.ExecutionKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Waiting activity tasks over all partitions, from the index that the applies keep. */
public final class RedisActivityQueue implements ActivityQueue {
  private final RedisLink link;
  private final Pointers pointers;
  private final int partitions;
  private final Multi<String> available;

  /**
   * @param available ARNs of activities with new tasks
   */
  RedisActivityQueue(RedisLink link, Pointers pointers, int partitions, Multi<String> available) {
    this.link = link;
    this.pointers = pointers;
    this.partitions = partitions;
    this.available = available;
  }

  @Override
  public Uni<List<WaitingTask>> waiting(String activityArn, int limit) {
    return Uni.createFrom()
        .completionStage(
            () ->
                Future.all(
                        IntStream.range(0, partitions)
                            .mapToObj(partition -> waiting(partition, activityArn, limit))
                            .toList())
                    .map(all -> merged(all.list(), limit))
                    .toCompletionStage());
  }

  private Future<List<WaitingTask>> waiting(int partition, String activityArn, int limit) {
    return pointers.of(partition).compose(g -> waiting(partition, g, activityArn, limit));
  }

  private Future<List<WaitingTask>> waiting(
      int partition, Optional<String> g, String activityArn, int limit) {
    if (g.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    Request request =
        Request.cmd(Command.ZRANGE)
            .arg(RedisNames.activity(partition, g.get(), activityArn))
            .arg(0)
            .arg(limit - 1)
            .arg("WITHSCORES");
    return link.send(request)
        .map(
            answer -> {
              List<WaitingTask> tasks = new ArrayList<>();
              ScoredMembers.forEach(
                  answer, (member, score) -> tasks.add(task(partition, member, score)));
              return tasks;
            });
  }

  // key|frame|attempt
  private static WaitingTask task(int partition, String member, long scheduledAt) {
    String key = member.substring(0, member.indexOf('|'));
    long attempt = Long.parseLong(member.substring(member.lastIndexOf('|') + 1));
    return new WaitingTask(new ExecutionKey(key), attempt, partition, scheduledAt);
  }

  private static List<WaitingTask> merged(List<List<WaitingTask>> all, int limit) {
    return all.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(WaitingTask::scheduledAt))
        .limit(limit)
        .toList();
  }

  @Override
  public Multi<String> available() {
    return available;
  }
}
