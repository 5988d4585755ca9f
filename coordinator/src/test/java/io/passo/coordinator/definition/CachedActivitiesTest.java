package io.passo.coordinator.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.UnavailableException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lanes hear of activities, also while nobody can look them up. */
class CachedActivitiesTest {
  private final Set<String> stored = new HashSet<>();
  private boolean isAway;
  private int lookUps;

  private final CachedActivities activities = new CachedActivities(this::isStored);

  private boolean isStored(String arn) {
    lookUps++;
    if (isAway) {
      throw new UnavailableException("away");
    }
    return stored.contains(arn);
  }

  @Test
  void shouldLookAnActivityUpOnce() {
    // given
    stored.add("a");

    // when
    List<Boolean> both = Stream.of("a", "a").map(activities::exists).toList();

    // then
    assertThat(both).containsExactly(true, true);
    assertThat(lookUps).isEqualTo(1);
  }

  @Test
  void shouldSeeAnActivityThatIsCreatedAfterItWasMissed() {
    // given
    boolean before = activities.exists("a");
    stored.add("a");

    // when
    boolean after = activities.exists("a");

    // then
    assertThat(before).isFalse();
    assertThat(after).isTrue();
  }

  @Test
  void shouldForgetWhatWasDeleted() {
    // given
    stored.add("a");
    boolean before = activities.exists("a");
    stored.remove("a");

    // when
    activities.deleted("a");

    // then
    assertThat(before).isTrue();
    assertThat(activities.exists("a")).isFalse();
  }

  @Test
  void shouldTakeActivitiesToExistWithoutAskingAgainWhileNobodyAnswers() {
    // given
    isAway = true;

    // when
    List<Boolean> all = Stream.of("a", "a", "b").map(activities::exists).toList();

    // then
    assertThat(all).containsOnly(true);
    assertThat(lookUps).isEqualTo(1);
  }
}
