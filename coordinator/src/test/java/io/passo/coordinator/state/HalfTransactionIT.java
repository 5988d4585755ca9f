package io.passo.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.Metas;
import io.passo.coordinator.engine.StateStore.Apply;
import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.StateStore.Meta;
import io.passo.coordinator.engine.StateStore.Outcome;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Position;
import io.passo.servers.RedisServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a transaction whose end the append-only file has lost (docs/adr/0041). */
class HalfTransactionIT {
  private static final int PARTITION = 3;
  private static final int OTHER = 4;
  private static final String G = "namespace";
  private static final ExecutionKey OPEN = new ExecutionKey("open");
  private static final ExecutionKey SHORT = new ExecutionKey("short");
  private static final String MULTI = "*1\r\n$5\r\nMULTI\r\n";

  @ParameterizedTest
  @ValueSource(ints = {30, 60, 90, 99})
  void shouldBeNoticed(int percentLeft, @TempDir Path folder) throws Exception {
    Path directory = folder.resolve("redis");
    try (RedisServer server = RedisServer.start(directory)) {
      // given
      try (RealRedis redis = new RealRedis(server)) {
        RedisStateStore store = redis.store();
        build(store, PARTITION);
        build(store, OTHER);
        // The file ends in the middle of this one.
        assertThat(apply(store, PARTITION, opening())).isEqualTo(Outcome.APPLIED);
      }
      killWhenAllIsWritten(server);
      cutLastTransaction(directory, percentLeft);
      server.restart();

      // when
      try (RealRedis redis = new RealRedis(server)) {
        RedisStateStore store = redis.store();
        assertThat(store.view(PARTITION).orElseThrow().meta()).isEqualTo(sealed());
        // A takeover reads that the execution began and ended: Redis never had it.
        assertThat(apply(store, PARTITION, closing())).isEqualTo(Outcome.APPLIED);
        assertThat(apply(store, OTHER, opening())).isEqualTo(Outcome.APPLIED);
      }
      server.restart();

      // then
      try (RealRedis redis = new RealRedis(server)) {
        RedisStateStore store = redis.store();
        assertThat(store.view(PARTITION)).isEmpty();
        assertThat(apply(store, PARTITION, next())).isEqualTo(Outcome.MISMATCH);
        assertThat(store.load(PARTITION, G, List.of(OPEN)).watermark()).isEqualTo(Position.START);
        assertThat(store.sample(PARTITION, G, 10).watermark()).isEqualTo(Position.START);
        assertThat(store.view(OTHER).orElseThrow().meta().open()).isEqualTo(2);
      }
    }
  }

  // What Redis has answered need not be in its file while an fsync is under way; an orderly end
  // writes it.
  private static void killWhenAllIsWritten(RedisServer server) {
    server.restart();
    server.kill();
  }

  private static void build(RedisStateStore store, int partition) {
    store.fill(partition, G, List.of(frame(OPEN)));
    assertThat(store.seal(partition, G, sealed(), 1)).isTrue();
    assertThat(store.switchTo(partition, null, G)).isTrue();
  }

  private static Meta sealed() {
    return new Meta(Metas.at(10), "topic", 77, 1);
  }

  private static Outcome apply(RedisStateStore store, int partition, Apply apply) throws Exception {
    return store.apply(partition, G, apply).get(10, TimeUnit.SECONDS);
  }

  private static Apply opening() {
    return new Apply(
        Metas.at(10).position(), Metas.at(11), List.of(frame(SHORT)), List.of(SHORT), List.of());
  }

  private static Apply closing() {
    ClosedMark mark = new ClosedMark(SHORT, "SUCCEEDED", 1_234, 12);
    return new Apply(Metas.at(10).position(), Metas.at(12), List.of(), List.of(), List.of(mark));
  }

  private static Apply next() {
    return new Apply(
        Metas.at(12).position(), Metas.at(13), List.of(frame(OPEN)), List.of(), List.of());
  }

  private static void cutLastTransaction(Path directory, int percentLeft) throws IOException {
    Path file = appendOnlyFile(directory);
    int size = (int) Files.size(file);
    int begin = Files.readString(file, StandardCharsets.ISO_8859_1).lastIndexOf(MULTI);
    assertThat(begin).isPositive();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(begin + (size - begin) * percentLeft / 100);
    }
  }

  private static Path appendOnlyFile(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      // Redis 7 numbers what was appended since the last rewrite.
      return files
          .filter(file -> file.getFileName().toString().endsWith(".aof"))
          .filter(file -> !file.getFileName().toString().contains(".base."))
          .findFirst()
          .orElseThrow(() -> new IOException("Expected an append-only file in " + directory));
    }
  }

  private static FrameWrite frame(ExecutionKey key) {
    return new FrameWrite(key, "/", "value".getBytes(StandardCharsets.UTF_8), 50L, null);
  }
}
