package io.passo.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.it.support.BuildOutput;
import io.passo.it.support.Systems;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.SystemOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The public conformance cases on the whole system, through its API and its workers. Cases that
 * differ are listed with the reason in {@code system-differences.tsv}.
 */
class SystemConformanceIT {
  private static final int AT_ONCE = 8;

  @TempDir Path data;

  @Test
  void shouldAnswerLikeAwsWhenNothingIsPending()
      throws IOException, InterruptedException, ExecutionException {
    // given
    List<ConformanceCase> cases = ConformanceCase.all(new Environment("000000000000", "us-east-1"));
    Expectations expectations = Expectations.read("/conformance/system-differences.tsv");
    try (FunctionServer functions = new FunctionServer(cases)) {
      Path folder = data.resolve("functions");
      functions.describeIn(folder);
      SystemOptions options = SystemOptions.forTests(data.resolve("system")).withFunctions(folder);
      PassoSystem system = PassoSystem.start(options);
      try {

        // when
        List<Verdict> verdicts = run(cases, new SystemRun(system.endpoint()));

        // then
        String text = new Scoreboard(verdicts).text();
        BuildOutput.show(text);
        Files.writeString(Path.of("target").resolve("conformance-system.txt"), text);
        assertThat(verdicts)
            .allSatisfy(
                verdict -> assertThat(isAsExpected(verdict, expectations)).as(text).isTrue());
      } finally {
        Systems.discard(system);
      }
    }
  }

  private static boolean isAsExpected(Verdict verdict, Expectations expectations) {
    String id = verdict.of().id();
    return verdict.pending().isPresent()
        || ((verdict.outcomeAgrees() || !expectations.wantsOutcome(id))
            && (verdict.historyAgrees() || !expectations.wantsHistory(id)));
  }

  private static List<Verdict> run(List<ConformanceCase> cases, SystemRun system)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Verdict>> running = new ArrayList<>();
      cases.forEach(of -> running.add(threads.submit(() -> Verdict.of(of, system))));
      List<Verdict> verdicts = new ArrayList<>();
      for (Future<Verdict> verdict : running) {
        verdicts.add(verdict.get());
      }
      return verdicts;
    }
  }
}
