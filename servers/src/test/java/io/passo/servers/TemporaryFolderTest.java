package io.passo.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  private static final String PREFIX = "made-";
  private static final long LIVING = ProcessHandle.current().pid();
  // Above what Linux gives to processes (pid_max is at most 2^22).
  private static final long DEAD = 1L << 23;

  @TempDir private Path parent;

  @Test
  void shouldRemoveOnlyWhatDeadProcessesHaveLeft() throws Exception {
    // given
    Path left = folderWithFile(PREFIX + DEAD + "-1");
    Path ofLiving = folderWithFile(PREFIX + LIVING + "-1");
    Path ofOthers = folderWithFile("other-" + DEAD + "-1");
    Path named = folderWithFile(PREFIX + "of-mine");

    // when
    TemporaryFolder made = TemporaryFolder.create(parent, PREFIX);

    // then
    assertThat(parent).isDirectoryNotContaining(path -> path.equals(left));
    assertThat(ofLiving.resolve("file")).exists();
    assertThat(ofOthers.resolve("file")).exists();
    assertThat(named.resolve("file")).exists();
    assertThat(made.path()).isEmptyDirectory();
  }

  @Test
  void shouldMakeTheParent() {
    // given
    Path missing = parent.resolve("a/b");

    // when
    TemporaryFolder made = TemporaryFolder.create(missing, PREFIX);

    // then
    assertThat(made.path()).hasParent(missing).isEmptyDirectory();
  }

  private Path folderWithFile(String name) throws Exception {
    Path folder = Files.createDirectory(parent.resolve(name));
    Files.writeString(folder.resolve("file"), "x");
    return folder;
  }
}
