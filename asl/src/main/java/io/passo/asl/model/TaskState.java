package io.passo.asl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls a function, a service or an activity (asl.md §6.6).
 *
 * @param info name, place
 * @param flow data flow
 * @param resource what to call
 * @param timeout {@code TimeoutSeconds} or {@code TimeoutSecondsPath}; the default is 99,999,999
 * @param heartbeat {@code HeartbeatSeconds} or {@code HeartbeatSecondsPath}
 * @param credentials {@code Credentials}
 * @param retry retriers in order
 * @param catchers catchers in order
 * @param assign {@code Assign}
 * @param transition where it leads
 */
public record TaskState(
    StateInfo info,
    DataFlow flow,
    TaskResource resource,
    @Nullable IntegerSource timeout,
    @Nullable IntegerSource heartbeat,
    @Nullable Credentials credentials,
    List<Retrier> retry,
    List<Catcher> catchers,
    @Nullable Assign assign,
    Transition transition)
    implements State, Continuing, Recovering {
  public TaskState {
    retry = List.copyOf(retry);
    catchers = List.copyOf(catchers);
  }
}
