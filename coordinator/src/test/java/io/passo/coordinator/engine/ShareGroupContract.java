package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What workers expect of a share group, asked of the simulated and of a real one alike. */
public abstract class ShareGroupContract {
  private static final int MOST_DELIVERIES = 5;

  /** A record as a member gets it. */
  public record Taken(long offset, int count, String value) {}

  /** A member of the group. */
  public interface Member {
    /** What is delivered to it now; waits a while for something to come. */
    List<Taken> poll();

    void accept(Taken record);

    void release(Taken record);

    void renew(Taken record);
  }

  /** Another member of the group. */
  protected abstract Member join();

  /** Appends a record to the log that the group reads. */
  protected abstract void append(String value);

  /** Makes the log forget its records before an offset, whether they were read or not. */
  protected abstract void forgetBefore(long offset);

  /** Offset of the first record that the group has not done with; negative before it reads. */
  protected abstract long start();

  /** How long a lock lasts. */
  protected abstract Duration lock();

  /** Lets time pass. */
  protected abstract void pass(Duration time);

  @Test
  void shouldDeliverWhatWasAppendedBeforeItBegan() {
    // given
    append("a");
    append("b");

    // when
    List<Taken> taken = all(join(), 2);

    // then
    assertThat(taken).containsExactly(new Taken(0, 1, "a"), new Taken(1, 1, "b"));
  }

  @Test
  void shouldNotDeliverWhatItsLogHasForgotten() {
    // given
    append("a");
    append("b");

    // when
    forgetBefore(1);

    // then
    assertThat(all(join(), 1)).containsExactly(new Taken(1, 1, "b"));
  }

  @Test
  void shouldNotDeliverAgainWhatIsAccepted() {
    // given
    append("a");
    Member member = join();
    member.accept(all(member, 1).getFirst());

    // when
    append("b");

    // then
    assertThat(all(member, 1)).containsExactly(new Taken(1, 1, "b"));
  }

  @Test
  void shouldNotDeliverToAnotherWhatIsHeld() {
    // given
    append("a");
    all(join(), 1);

    // when
    append("b");

    // then
    assertThat(all(join(), 1)).containsExactly(new Taken(1, 1, "b"));
  }

  @Test
  void shouldCountTheDeliveriesOfAReleasedRecord() {
    // given
    append("a");
    Member first = join();
    first.release(all(first, 1).getFirst());

    // when, then
    assertThat(all(first, 1)).containsExactly(new Taken(0, 2, "a"));
  }

  @Test
  void shouldDropARecordAfterItsLastDelivery() {
    // given
    append("a");
    Member member = join();
    for (int i = 1; i <= MOST_DELIVERIES; i++) {
      Taken taken = all(member, 1).getFirst();
      assertThat(taken).isEqualTo(new Taken(0, i, "a"));
      member.release(taken);
    }

    // when
    append("b");

    // then
    assertThat(all(member, 1)).containsExactly(new Taken(1, 1, "b"));
  }

  @Test
  void shouldDeliverToAnotherOnceALockExpiresUnlessItIsRenewed() {
    // given
    append("forgotten");
    append("renewed");
    Member first = join();
    List<Taken> held = all(first, 2);
    pass(lock().multipliedBy(2).dividedBy(3));

    // when
    first.renew(held.get(1));
    pass(lock().multipliedBy(2).dividedBy(3));

    // then
    assertThat(all(join(), 1)).containsExactly(new Taken(0, 2, "forgotten"));
  }

  @Test
  void shouldTakeNothingFromTheNewHolderByALateAccept() {
    // given
    append("a");
    Member late = join();
    Taken before = all(late, 1).getFirst();
    pass(lock().multipliedBy(4).dividedBy(3));
    Member next = join();
    Taken again = all(next, 1).getFirst();

    // when
    late.accept(before);
    next.release(again);

    // then
    assertThat(all(next, 1)).containsExactly(new Taken(0, 3, "a"));
  }

  @Test
  void shouldStandAtTheFirstRecordThatIsNotDone() {
    // given
    append("a");
    append("b");
    assertThat(start()).as("before it reads").isLessThanOrEqualTo(0);
    Member member = join();
    List<Taken> taken = all(member, 2);

    // when
    member.accept(taken.get(1));
    long beforeTheFirst = start();
    member.accept(taken.get(0));
    append("c");
    member.accept(all(member, 1).getFirst());

    // then
    assertThat(beforeTheFirst).isZero();
    assertThat(start()).isBetween(2L, 3L);
  }

  @Test
  void shouldStandBehindWhatIsDroppedAfterItsLastDelivery() {
    // given
    append("a");
    Member member = join();

    // when
    for (int i = 1; i <= MOST_DELIVERIES; i++) {
      member.release(all(member, 1).getFirst());
    }
    append("b");
    member.accept(all(member, 1).getFirst());

    // then
    assertThat(start()).isPositive();
  }

  private static List<Taken> all(Member member, int wanted) {
    List<Taken> taken = new ArrayList<>(member.poll());
    assertThat(taken).hasSize(wanted);
    return taken;
  }
}
