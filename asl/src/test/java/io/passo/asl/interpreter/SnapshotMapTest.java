package io.passo.asl.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotMapTest {
  @ParameterizedTest
  @ValueSource(ints = {4, 40, 400})
  void shouldBehaveLikeAMapWhileOldVersionsStay(int keys) {
    // given
    Random random = new Random(keys);
    SnapshotMap<Integer, Integer> map = SnapshotMap.of(Map.of());
    Map<Integer, Integer> model = new HashMap<>();

    for (int step = 0; step < 2000; step++) {
      SnapshotMap<Integer, Integer> before = map;
      Map<Integer, Integer> modelBefore = Map.copyOf(model);
      Map<Integer, Optional<Integer>> changes = new HashMap<>();
      for (int i = 0; i < 3; i++) {
        int key = random.nextInt(keys);
        changes.put(key, random.nextInt(3) == 0 ? Optional.empty() : Optional.of(step));
      }

      // when
      map = before.with(changes);
      changes.forEach(
          (key, value) -> {
            model.remove(key);
            value.ifPresent(v -> model.put(key, v));
          });

      // then
      assertThat(entries(map)).isEqualTo(model);
      assertThat(entries(before)).isEqualTo(modelBefore);
      int key = random.nextInt(keys);
      assertThat(map.get(key)).isEqualTo(model.get(key));
    }
  }

  private static Map<Integer, Integer> entries(SnapshotMap<Integer, Integer> map) {
    Map<Integer, Integer> entries = new HashMap<>();
    map.forEach(entries::put);
    return entries;
  }
}
