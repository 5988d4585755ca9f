package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.StateStore.Apply;
import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.coordinator.engine.StateStore.FrameTimer;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.StateStore.IndexChange;
import io.passo.coordinator.engine.StateStore.Loaded;
import io.passo.coordinator.engine.StateStore.Meta;
import io.passo.coordinator.engine.StateStore.OpenPage;
import io.passo.coordinator.engine.StateStore.Outcome;
import io.passo.coordinator.engine.StateStore.Sample;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.Position;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine expects of its state store, asked of the simulated and of a real one alike. */
public abstract class StateStoreContract {
  private static final ExecutionKey KEY = new ExecutionKey("execution-1");
  private static final ExecutionKey OTHER = new ExecutionKey("execution-2");

  private String g = "";

  /** The store. */
  protected abstract StateStore store();

  /** A partition of it that nobody else uses. */
  protected abstract int partition();

  /** Makes a call that blocks. */
  protected abstract <T> T call(Supplier<T> call);

  /** Waits for a call that does not block. */
  protected abstract <T> T await(CompletableFuture<T> future);

  @BeforeEach
  void fillANamespace() {
    g = UUID.randomUUID().toString();
    String before = pointer();
    fill(g, frame(KEY, "/", "filled", 50L));
    assertThat(seal(g, 1)).isTrue();
    assertThat(switchTo(before, g)).isTrue();
  }

  private @Nullable String pointer() {
    return call(() -> Optional.ofNullable(store().pointer(partition()))).orElse(null);
  }

  private void fill(String namespace, FrameWrite... frames) {
    call(
        () -> {
          store().fill(partition(), namespace, List.of(frames));
          return true;
        });
  }

  private boolean seal(String namespace, long frames) {
    return call(
        () -> store().seal(partition(), namespace, new Meta(Metas.at(10), "topic", 77, 1), frames));
  }

  private boolean switchTo(@Nullable String from, String to) {
    return call(() -> store().switchTo(partition(), from, to));
  }

  private Outcome apply(Apply apply) {
    return await(call(() -> store().apply(partition(), g, apply)));
  }

  private Loaded load(ExecutionKey... keys) {
    return call(() -> store().load(partition(), g, List.of(keys)));
  }

  @Test
  void shouldShowTheNamespaceThatWasBuilt() {
    // when
    StateStore.View view = call(() -> store().view(partition())).orElseThrow();

    // then
    assertThat(view.g()).isEqualTo(g);
    assertThat(view.meta()).isEqualTo(new Meta(Metas.at(10), "topic", 77, 1));
    assertThat(pointer()).isEqualTo(g);
  }

  @Test
  void shouldNotSwitchFromANamespaceThatIsNoLongerNamed() {
    // given
    fill("next-" + g, frame(KEY, "/", "next", null));
    assertThat(seal("next-" + g, 1)).isTrue();

    // when, then
    assertThat(switchTo("another", "next-" + g)).isFalse();
    assertThat(pointer()).isEqualTo(g);
  }

  @Test
  void shouldNotSealANamespaceThatLacksFrames() {
    // given
    fill("new-" + g, frame(KEY, "/", "x", null));

    // when, then
    assertThat(seal("new-" + g, 2)).isFalse();
  }

  @Test
  void shouldSealWhatWasFilledInPages() {
    // given
    fill("new-" + g, frame(KEY, "/", "x", null), frame(KEY, "/a", "y", null));
    fill("new-" + g, frame(OTHER, "/", "z", null));

    // when, then
    assertThat(seal("new-" + g, 3)).isTrue();
  }

  @Test
  void shouldShowFilledFramesAtTheirWatermark() {
    // when
    Loaded loaded = load(KEY);

    // then
    assertThat(loaded.watermark()).isEqualTo(Metas.at(10).position());
    assertThat(values(loaded, KEY)).isEqualTo(Map.of("/", "filled"));
  }

  @Test
  void shouldApplyWhatFollowsTheWatermark() {
    // when
    Outcome outcome = apply(change(10, 11, frame(KEY, "/", "one", null)));

    // then
    assertThat(outcome).isEqualTo(Outcome.APPLIED);
    assertThat(load(KEY).watermark()).isEqualTo(Metas.at(11).position());
    assertThat(values(load(KEY), KEY)).isEqualTo(Map.of("/", "one"));
  }

  @Test
  void shouldApplyOnlyOnce() {
    // given
    apply(change(10, 11, frame(KEY, "/", "one", null)));
    apply(change(11, 12, frame(KEY, "/", "two", null)));

    // when
    Outcome again = apply(change(10, 11, frame(KEY, "/", "one", null)));

    // then
    assertThat(again).isEqualTo(Outcome.ALREADY);
    assertThat(values(load(KEY), KEY)).isEqualTo(Map.of("/", "two"));
  }

  @Test
  void shouldApplyNothingOverAGap() {
    // when
    Outcome outcome = apply(change(12, 13, frame(KEY, "/", "later", null)));

    // then
    assertThat(outcome).isEqualTo(Outcome.MISMATCH);
    assertThat(values(load(KEY), KEY)).isEqualTo(Map.of("/", "filled"));
  }

  @Test
  void shouldMismatchWithoutMeta() {
    assertThat(await(call(() -> store().apply(partition(), "nowhere-" + g, change(0, 1)))))
        .isEqualTo(Outcome.MISMATCH);
  }

  @Test
  void shouldReadNothingAtTheStartWithoutMeta() {
    // when
    Loaded loaded = call(() -> store().load(partition(), "nowhere-" + g, List.of(KEY)));

    // then
    assertThat(loaded.watermark()).isEqualTo(Position.START);
    assertThat(loaded.frames()).isEmpty();
  }

  @Test
  void shouldRemoveFramesByTombstone() {
    // given
    apply(change(10, 11, frame(KEY, "/a", "a", null)));

    // when
    apply(change(11, 12, new FrameWrite(KEY, "/a", null, null, null)));

    // then
    assertThat(values(load(KEY), KEY)).isEqualTo(Map.of("/", "filled"));
  }

  @Test
  void shouldRememberAClosedNameAndForgetItsFrames() {
    // given
    ClosedMark mark = new ClosedMark(KEY, "SUCCEEDED", 1_234, 11);

    // when
    apply(new Apply(Metas.at(10).position(), Metas.at(11), List.of(), List.of(), List.of(mark)));

    // then
    Loaded loaded = load(KEY, OTHER);
    assertThat(loaded.frames()).isEmpty();
    assertThat(loaded.closed()).isEqualTo(Map.of(KEY, mark));
    assertThat(call(() -> store().view(partition())).orElseThrow().meta().open()).isZero();
  }

  @Test
  void shouldCountWhatIsOpen() {
    // when
    apply(
        new Apply(
            Metas.at(10).position(),
            Metas.at(11),
            List.of(frame(OTHER, "/", "new", null)),
            List.of(OTHER),
            List.of()));

    // then
    assertThat(call(() -> store().view(partition())).orElseThrow().meta().open()).isEqualTo(2);
  }

  @Test
  void shouldGiveTimersThatAreDueEarliestFirst() {
    // given
    apply(
        change(
            10,
            11,
            frame(KEY, "/a", "a", 30L),
            frame(KEY, "/b", "b", 900L),
            frame(KEY, "/", "none", null)));

    // when, then
    assertThat(timers(500, 10)).containsExactly(new FrameTimer(KEY, "/a", 30));
    assertThat(timers(1_000, 10))
        .containsExactly(new FrameTimer(KEY, "/a", 30), new FrameTimer(KEY, "/b", 900));
    assertThat(timers(1_000, 1)).containsExactly(new FrameTimer(KEY, "/a", 30));
  }

  @Test
  void shouldShowOpenExecutionsWithWhatTheIndexSaysOfThem() {
    // given
    apply(change(10, 11, frame(KEY, "/a", "a", null)));

    // when
    Sample sample = call(() -> store().sample(partition(), g, 10));

    // then
    assertThat(sample.watermark()).isEqualTo(Metas.at(11).position());
    assertThat(sample.open()).isEqualTo(1);
    assertThat(sample.members()).isEqualTo(1);
    assertThat(sample.executions()).containsOnlyKeys(KEY);
    assertThat(sample.executions().get(KEY))
        .extracting(frame -> frame.value().frameId() + text(frame.value()) + frame.indexed())
        .containsExactlyInAnyOrder("/filled50", "/aanull");
  }

  @Test
  void shouldRepairTheIndexOfTimers() {
    // when, then
    assertThat(index(10, 70L)).isTrue();
    assertThat(timers(1_000, 10)).containsExactly(new FrameTimer(KEY, "/", 70));
    assertThat(index(10, null)).isTrue();
    assertThat(timers(1_000, 10)).isEmpty();
  }

  @Test
  void shouldRepairNothingAtAnotherWatermark() {
    assertThat(index(11, 70L)).isFalse();
    assertThat(timers(1_000, 10)).containsExactly(new FrameTimer(KEY, "/", 50));
  }

  private boolean index(long seen, @Nullable Long due) {
    List<IndexChange> changes = List.of(new IndexChange(KEY, "/", due));
    return call(() -> store().index(partition(), g, Metas.at(seen).position(), changes));
  }

  @Test
  void shouldHideANamespaceThatIsNotTrusted() {
    // when
    call(
        () -> {
          store().distrust(partition(), g);
          return true;
        });

    // then
    assertThat(call(() -> store().view(partition()))).isEmpty();
    assertThat(load(KEY).watermark()).isEqualTo(Position.START);
    assertThat(apply(change(10, 11))).isEqualTo(Outcome.MISMATCH);
    assertThat(pointer()).isEqualTo(g);
  }

  @Test
  void shouldShowEachOpenExecutionOnSomePage() {
    // given
    Set<ExecutionKey> all = new HashSet<>(Set.of(KEY));
    for (int i = 0; i < 700; i++) {
      ExecutionKey key = new ExecutionKey("open-" + i);
      all.add(key);
      fill("many-" + g, frame(key, "/", "x", null));
    }
    fill("many-" + g, frame(KEY, "/", "x", null));

    // when
    Set<ExecutionKey> found = new HashSet<>();
    int pages = 0;
    String cursor = OpenPage.FIRST;
    do {
      String from = cursor;
      OpenPage page = call(() -> store().open(partition(), "many-" + g, from, 50));
      found.addAll(page.keys());
      cursor = page.cursor();
      pages++;
    } while (!cursor.equals(OpenPage.FIRST));

    // then
    assertThat(found).isEqualTo(all);
    assertThat(pages).isBetween(5, 50);
  }

  @Test
  void shouldShowNoOpenExecutionsOfANamespaceThatIsNotThere() {
    assertThat(call(() -> store().open(partition(), "nowhere-" + g, OpenPage.FIRST, 50)))
        .isEqualTo(new OpenPage(OpenPage.FIRST, List.of()));
  }

  private List<FrameTimer> timers(long before, int limit) {
    return call(() -> store().timers(partition(), g, before, limit));
  }

  private static Map<String, String> values(Loaded loaded, ExecutionKey key) {
    return loaded.frames().getOrDefault(key, List.of()).stream()
        .collect(Collectors.toMap(FrameValue::frameId, StateStoreContract::text));
  }

  private static String text(FrameValue frame) {
    byte[] value = frame.value();
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  private static Apply change(long previous, long next, FrameWrite... frames) {
    return new Apply(
        Metas.at(previous).position(), Metas.at(next), List.of(frames), List.of(), List.of());
  }

  private static FrameWrite frame(ExecutionKey key, String id, String value, @Nullable Long due) {
    return new FrameWrite(key, id, value.getBytes(StandardCharsets.UTF_8), due, null);
  }
}
