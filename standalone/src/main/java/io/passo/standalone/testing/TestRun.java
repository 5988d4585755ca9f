package io.passo.standalone.testing;

import io.passo.asl.data.Json;
import io.passo.standalone.testing.TestCase.Suite;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All tests of one command: their files, results and coverage. */
public final class TestRun {
  private static final String MOCK_CONFIG = "MockConfigFile.json";

  /** Folders of tools, in which copies of tests may be. */
  private static final Set<String> SKIPPED = Set.of("node_modules", "target", "build");

  private final Coverage coverage = new Coverage();
  private final List<SuiteResult> suites = new ArrayList<>();

  private TestRun() {}

  /**
   * What became of a file.
   *
   * @param problem what is wrong with the file; null if it could be run
   */
  record SuiteResult(String name, List<CaseResult> results, @Nullable String problem) {
    SuiteResult {
      results = List.copyOf(results);
    }
  }

  /**
   * Runs tests.
   *
   * @param places files and folders; in folders {@code *.test.yaml}, {@code *.test.yml}, and {@code
   *     MockConfigFile.json} unless there are such files beside it
   * @param definitions definitions of state machines that a MockConfigFile.json names
   * @param input input of the executions of a MockConfigFile.json
   * @param filter only tests whose name contains it
   * @throws IllegalArgumentException if there is no test
   */
  public static TestRun of(
      List<Path> places, Map<String, Path> definitions, Json input, String filter) {
    TestRun run = new TestRun();
    for (Path file : files(places)) {
      run.run(file, definitions, input, filter);
    }
    if (run.suites.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected tests (*.test.yaml or MockConfigFile.json) in " + places + " but found none");
    }
    return run;
  }

  private void run(Path file, Map<String, Path> definitions, Json input, String filter) {
    try {
      Suite suite =
          isOurs(file) ? SuiteReader.read(file) : MockConfigSuites.read(file, definitions, input);
      List<CaseResult> results =
          suite.cases().stream()
              .filter(test -> test.name().contains(filter))
              .map(test -> CaseRun.of(test, coverage))
              .toList();
      if (filter.isEmpty() || !results.isEmpty()) {
        suites.add(new SuiteResult(suite.name(), results, null));
      }
    } catch (TestFileException e) {
      suites.add(new SuiteResult(file.toString(), List.of(), e.getMessage()));
    }
  }

  /** Whether it is a test file of ours, and no mock file of AWS's. */
  static boolean isOurs(Path file) {
    String name = file.toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static boolean isTest(Path file) {
    String name = file.toString();
    return name.endsWith(".test.yaml") || name.endsWith(".test.yml");
  }

  private static Set<Path> files(List<Path> places) {
    Set<Path> files = new TreeSet<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        files.addAll(inside(place));
      } else if (Files.isRegularFile(place)) {
        files.add(place.normalize());
      } else {
        throw new IllegalArgumentException(
            "Expected a file or folder of tests but found none at " + place);
      }
    }
    return files;
  }

  private static List<Path> inside(Path folder) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
              String name = String.valueOf(inner.getFileName());
              boolean hidden = name.startsWith(".") && name.length() > 1 && !name.equals("..");
              return !inner.equals(folder) && (hidden || SKIPPED.contains(name))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (isTest(file) || file.getFileName().toString().equals(MOCK_CONFIG)) {
                found.add(file.normalize());
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected a folder of tests in " + folder + " but it cannot be read: " + e, e);
    }
    Set<Path> withOurs = new HashSet<>();
    found.stream().filter(TestRun::isTest).forEach(file -> withOurs.add(folderOf(file)));
    return found.stream()
        .filter(file -> isTest(file) || !withOurs.contains(folderOf(file)))
        .toList();
  }

  private static Path folderOf(Path file) {
    return file.resolveSibling(".");
  }

  List<SuiteResult> suites() {
    return suites;
  }

  Coverage coverage() {
    return coverage;
  }

  /** Results of all tests. */
  List<CaseResult> results() {
    return suites.stream().flatMap(suite -> suite.results().stream()).toList();
  }

  /** Whether every file could be read and every test passed. */
  public boolean isPassed() {
    return suites.stream().allMatch(suite -> suite.problem() == null)
        && results().stream().allMatch(CaseResult::isPassed);
  }

  /** How much of all state machines is covered, in percent, rounded down. */
  public int coveragePercent() {
    return coverage.total().percent();
  }
}
