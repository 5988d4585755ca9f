package io.passo.task.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir private Path parent;

  @Test
  void shouldDeleteWhatAKilledWorkerLeft() throws IOException {
    // given
    Path left = folder("work-1", ".lock");
    Files.writeString(Files.createDirectories(left.resolve("greet-1")).resolve("bootstrap"), "#!");
    age(left);

    // when
    try (WorkFolder folder = WorkFolder.create(parent, "work-")) {
      // then
      assertThat(left).doesNotExist();
      assertThat(folder.path()).isDirectory();
    }
  }

  @Test
  void shouldLeaveWhatIsInUseOrNewOrSomethingElse() throws IOException {
    // given
    Path another = folder("other-1", ".lock");
    Path unlocked = folder("work-1", "notes.txt");
    Path fresh = folder("work-2", ".lock");
    age(another);
    age(unlocked);
    try (WorkFolder used = WorkFolder.create(parent, "work-")) {
      age(used.path());

      // when
      try (WorkFolder next = WorkFolder.create(parent, "work-")) {
        // then
        assertThat(next.path()).isDirectory().isNotEqualTo(used.path());
        assertThat(used.path()).isDirectory();
      }
    }
    assertThat(another).isDirectory();
    assertThat(unlocked).isDirectory();
    assertThat(fresh).isDirectory();
  }

  @Test
  void shouldLeaveWhatAnotherProcessUses() throws Exception {
    // given
    Path used = folder("work-1", ".lock");
    age(used);
    Process holder = LockHolder.start(used.resolve(".lock"));
    try {
      // when
      WorkFolder.create(parent, "work-").close();

      // then
      assertThat(used).isDirectory();
    } finally {
      holder.destroyForcibly().waitFor();
    }

    // when it was killed
    WorkFolder.create(parent, "work-").close();

    // then
    assertThat(used).doesNotExist();
  }

  @Test
  void shouldBeGoneAfterItsUse() throws IOException {
    // given
    WorkFolder folder = WorkFolder.create(parent, "work-");
    Files.writeString(folder.path().resolve("code.zip"), "zip");

    // when
    folder.close();

    // then
    assertThat(parent).isEmptyDirectory();
  }

  private Path folder(String name, String file) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    Files.createFile(folder.resolve(file));
    return folder;
  }

  private static void age(Path folder) throws IOException {
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(120)));
  }
}
