package io.passo.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.Metas;
import io.passo.coordinator.engine.StateStore.Apply;
import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.coordinator.engine.StateStore.FrameTimer;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.StateStore.Loaded;
import io.passo.coordinator.engine.StateStore.Meta;
import io.passo.coordinator.engine.StateStore.Outcome;
import io.passo.coordinator.engine.StateStore.WaitingActivity;
import io.passo.coordinator.state.ActivityQueue.WaitingTask;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.FrameValue;
import io.smallrye.mutiny.Multi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine expects of its state store, asked of a real Redis. */
class RedisStateStoreIT {
  private static final int PARTITION = 3;
  private static final String ACTIVITY = "arn:aws:states:us-east-1:000000000000:activity:a";
  private static final ExecutionKey KEY = new ExecutionKey("execution-1");

  private static RealRedis redis;
  private static RedisStateStore store;
  private String g = "";

  @BeforeAll
  static void connect() {
    redis = new RealRedis();
    store = redis.store();
  }

  @AfterAll
  static void disconnect() throws Exception {
    redis.close();
  }

  @BeforeEach
  void rebuild() {
    g = UUID.randomUUID().toString();
    String before = store.pointer(PARTITION);
    store.fill(PARTITION, g, List.of(frame("/", "filled", 50L, null)));
    assertThat(store.seal(PARTITION, g, new Meta(Metas.at(10), "topic", 77, 1), 1)).isTrue();
    assertThat(store.switchTo(PARTITION, before, g)).isTrue();
  }

  @Test
  void shouldShowTheNamespaceThatWasBuilt() {
    var view = store.view(PARTITION).orElseThrow();
    assertThat(view.g()).isEqualTo(g);
    assertThat(view.meta()).isEqualTo(new Meta(Metas.at(10), "topic", 77, 1));
  }

  @Test
  void shouldNotSealANamespaceThatHasLostFrames() {
    // given
    String next = UUID.randomUUID().toString();
    store.fill(PARTITION, next, List.of(frame("/", "filled", 50L, null)));

    // when one of two is there
    boolean sealed = store.seal(PARTITION, next, new Meta(Metas.at(10), "topic", 77, 1), 2);

    // then
    assertThat(sealed).isFalse();
    assertThat(store.switchTo(PARTITION, g, next)).isTrue();
    assertThat(store.view(PARTITION)).isEmpty();
  }

  @Test
  void shouldNotSwitchFromANamespaceThatIsNoLongerNamed() {
    assertThat(store.switchTo(PARTITION, "another", "next")).isFalse();
    assertThat(store.pointer(PARTITION)).isEqualTo(g);
  }

  @Test
  void shouldApplyInOrderAndOnlyOnce() throws Exception {
    // given
    Apply first = apply(10, 11, List.of(frame("/", "one", null, null)));
    Apply second = apply(11, 12, List.of(frame("/", "two", null, null)));

    // when
    var outcomes =
        List.of(
            store.apply(PARTITION, g, first),
            store.apply(PARTITION, g, second),
            store.apply(PARTITION, g, first),
            store.apply(PARTITION, g, apply(13, 14, List.of())));

    // then
    List<Outcome> found = new ArrayList<>();
    for (var outcome : outcomes) {
      found.add(outcome.get(10, TimeUnit.SECONDS));
    }
    assertThat(found)
        .containsExactly(Outcome.APPLIED, Outcome.APPLIED, Outcome.ALREADY, Outcome.MISMATCH);
    assertThat(values(store.load(PARTITION, g, List.of(KEY)))).isEqualTo(Map.of("/", "two"));
  }

  @Test
  void shouldMismatchWithoutMeta() throws Exception {
    assertThat(store.apply(PARTITION, "nowhere", apply(0, 1, List.of())).get(10, TimeUnit.SECONDS))
        .isEqualTo(Outcome.MISMATCH);
  }

  @Test
  void shouldReadFramesWithTheirWatermark() throws Exception {
    // given
    List<FrameWrite> frames = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      frames.add(frame("/m#" + i, "value-" + i, null, null));
    }
    store.apply(PARTITION, g, apply(10, 11, frames)).get(10, TimeUnit.SECONDS);

    // when
    Loaded loaded = store.load(PARTITION, g, List.of(KEY, new ExecutionKey("other")));

    // then
    assertThat(loaded.watermark()).isEqualTo(Metas.at(11).position());
    assertThat(loaded.frames()).containsOnlyKeys(KEY);
    assertThat(values(loaded)).hasSize(3_001).containsEntry("/m#2999", "value-2999");
  }

  @Test
  void shouldRememberAClosedNameAndForgetItsFrames() throws Exception {
    // given
    ClosedMark mark = new ClosedMark(KEY, "SUCCEEDED", 1_234, 11);
    FrameWrite gone = new FrameWrite(KEY, "/", null, null, null);
    Apply close =
        new Apply(Metas.at(10).position(), Metas.at(11), List.of(gone), List.of(), List.of(mark));

    // when
    store.apply(PARTITION, g, close).get(10, TimeUnit.SECONDS);

    // then
    Loaded loaded = store.load(PARTITION, g, List.of(KEY));
    assertThat(loaded.frames()).isEmpty();
    assertThat(loaded.closed()).isEqualTo(Map.of(KEY, mark));
    assertThat(store.timers(PARTITION, g, 1_000, 10)).isEmpty();
    assertThat(store.view(PARTITION).orElseThrow().meta().open()).isZero();
  }

  @Test
  void shouldGiveTimersThatAreDueEarliestFirst() throws Exception {
    // given
    List<FrameWrite> frames =
        List.of(
            frame("/a", "a", 30L, null), frame("/b", "b", 900L, null), frame("/", "c", null, null));

    // when
    store.apply(PARTITION, g, apply(10, 11, frames)).get(10, TimeUnit.SECONDS);

    // then
    assertThat(store.timers(PARTITION, g, 500, 10)).containsExactly(new FrameTimer(KEY, "/a", 30));
    assertThat(store.timers(PARTITION, g, 1_000, 1)).containsExactly(new FrameTimer(KEY, "/a", 30));
  }

  @Test
  void shouldListActivityTasksUntilTheyAreTaken() throws Exception {
    // given
    WaitingActivity task = new WaitingActivity(ACTIVITY, 7, 55);
    RedisReads reads = new RedisReads(redis.client(), PARTITION + 1);
    ActivityQueue queue = reads.activities(Multi.createFrom().empty());
    store
        .apply(PARTITION, g, apply(10, 11, List.of(frame("/", "waits", null, task))))
        .get(10, TimeUnit.SECONDS);

    // when
    List<WaitingTask> before = waiting(queue);
    store
        .apply(PARTITION, g, apply(11, 12, List.of(frame("/", "taken", null, null))))
        .get(10, TimeUnit.SECONDS);

    // then
    assertThat(before).containsExactly(new WaitingTask(KEY, 7, PARTITION, 55));
    assertThat(waiting(queue)).isEmpty();
    reads.close();
  }

  private static List<WaitingTask> waiting(ActivityQueue queue) {
    return queue.waiting(ACTIVITY, 10).await().atMost(Duration.ofSeconds(10));
  }

  private static Map<String, String> values(Loaded loaded) {
    return loaded.frames().get(KEY).stream()
        .collect(
            Collectors.toMap(
                FrameValue::frameId, frame -> new String(frame.value(), StandardCharsets.UTF_8)));
  }

  private static Apply apply(long previous, long next, List<FrameWrite> frames) {
    return new Apply(Metas.at(previous).position(), Metas.at(next), frames, List.of(), List.of());
  }

  private static FrameWrite frame(
      String id, String value, @Nullable Long due, @Nullable WaitingActivity activity) {
    return new FrameWrite(KEY, id, value.getBytes(StandardCharsets.UTF_8), due, activity);
  }
}
