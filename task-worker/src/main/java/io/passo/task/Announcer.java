package io.passo.task;

import io.passo.protocol.ControlMessage.FunctionsAnnounced;
import io.passo.protocol.codec.ControlMessageCodec;
import io.passo.task.config.TaskWorkerConfig;
import io.passo.task.function.HostedFunctions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Tells coordinators which functions are hosted here: when they change, which is looked for every 2
 * s, and every 10 s so that coordinators which start later learn it and those which hear nothing
 * more forget it.
 */
@ApplicationScoped
public class Announcer {
  private static final System.Logger LOG = System.getLogger(Announcer.class.getName());
  private static final int LOOK_SECONDS = 2;
  private static final int LOOKS_PER_ANNOUNCEMENT = 5;

  private final TaskWorkerConfig config;
  private final WorkerName name;
  private final HostedFunctions functions;
  private final MutinyEmitter<byte[]> control;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("announcer").factory());
  private int looks;
  private volatile boolean heard;

  // An announcement that cannot be sent is worth nothing when the next one is due.
  Announcer(
      TaskWorkerConfig config,
      WorkerName name,
      HostedFunctions functions,
      @Channel("control") @OnOverflow(OnOverflow.Strategy.DROP) MutinyEmitter<byte[]> control) {
    this.config = config;
    this.name = name;
    this.functions = functions;
    this.control = control;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a look reports its own failures
  void start(@Observes StartupEvent event) {
    timer.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  private void look() {
    try {
      boolean changed = functions.refresh();
      if (changed || !heard || looks++ % LOOKS_PER_ANNOUNCEMENT == 0) {
        announce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Functions not announced, trying again", e);
    }
  }

  private void announce() {
    FunctionsAnnounced announcement =
        new FunctionsAnnounced(
            config.pool(),
            name.text(),
            List.copyOf(functions.names()),
            InstantSource.system().millis());
    control
        .send(ControlMessageCodec.encode(announcement))
        .subscribe()
        .with(
            sent -> heard = true,
            failure -> {
              heard = false;
              LOG.log(Level.DEBUG, "Functions not announced: {0}", failure.toString());
            });
  }

  /**
   * Whether Kafka has taken the last announcement: until then a Task that names a function of ours
   * would be sent elsewhere.
   */
  boolean isHeard() {
    return heard;
  }
}
