package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.JournalRecord.AddressedReply;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.Position;
import io.passo.protocol.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PastRepliesTest {
  private final Logs log = new Logs().datedFromStart();

  @Test
  void shouldFindRepliesOfTwoOwnersAndNoneOfAZombie() {
    // given owner 1, its zombie behind the Open of owner 2, and a double of that Open
    log.add(Logs.open(1))
        .add(commit(1, 1, "a"))
        .add(Logs.open(2))
        .add(commit(1, 2, "zombie"))
        .add(Logs.open(2))
        .add(commit(1, 2, "zombie too"))
        .add(commit(2, 1, "b"))
        .add(commit(2, 2, "later"));

    // when
    List<Commit> past = new PastReplies(log, 0).before(new Position(7, 4, 2, 1), 0);

    // then
    assertThat(ids(past)).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void shouldTrustNoOtherEpochWhenItsEndIsNotInSight() {
    // given the Open of epoch 2 was deleted, and a zombie wrote behind it
    log.add(Logs.open(1)).add(Logs.open(2)).add(commit(1, 1, "zombie")).add(commit(2, 1, "b"));
    log.deleteBefore(0, 2);

    // when
    List<Commit> past = new PastReplies(log, 0).before(new Position(4, 4, 2, 1), 0);

    // then
    assertThat(ids(past)).containsExactly("b");
  }

  @Test
  void shouldLeaveOutWhatIsTooOld() {
    // given
    log.add(Logs.open(1)).add(commit(1, 1, "old")).add(commit(1, 5_000, "young"));

    // when
    List<Commit> past = new PastReplies(log, 0).before(new Position(3, 4, 1, 5_000), 4_000);

    // then
    assertThat(ids(past)).containsExactly("young");
  }

  private static List<String> ids(List<Commit> commits) {
    return commits.stream()
        .flatMap(commit -> commit.replies().stream())
        .map(reply -> reply.reply().requestId())
        .toList();
  }

  private static Commit commit(long epoch, long seq, String requestId) {
    return new Commit(
        epoch,
        seq,
        1_000 * epoch + seq,
        new Inputs(seq, 0, seq, 0),
        Position.START,
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new AddressedReply("api", new Reply.TaskAccepted(requestId))));
  }
}
