package io.passo.coordinator.api.arrival;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes a connection unless it is cancelled in time. Used on the event loop of the connection. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells of what it closes elsewhere
final class CloseTimer {
  private final Duration limit;
  private @Nullable Future<?> deadline;

  CloseTimer(Duration limit) {
    this.limit = limit;
  }

  boolean isArmed() {
    return deadline != null;
  }

  void arm(ChannelHandlerContext context) {
    deadline =
        context
            .executor()
            .schedule(
                () -> {
                  context.close();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  void cancel() {
    Future<?> armed = deadline;
    deadline = null;
    if (armed != null) {
      armed.cancel(false);
    }
  }
}
