package io.passo.coordinator.state;

import io.passo.protocol.ExecutionKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Activity tasks that wait for a worker, over all partitions. */
public interface ActivityQueue {
  /**
   * The tasks of an activity that have waited longest, oldest first. A task listed here may be
   * taken by another poller before it is claimed; then the next one is tried.
   *
   * @param limit at most this many
   */
  Uni<List<WaitingTask>> waiting(String activityArn, int limit);

  /**
   * ARN of an activity whenever one of its tasks became available somewhere; best effort, so look
   * again each second as well.
   */
  Multi<String> available();

  /** An attempt that waits for a worker. */
  record WaitingTask(ExecutionKey key, long attempt, int partition, long scheduledAt) {}
}
