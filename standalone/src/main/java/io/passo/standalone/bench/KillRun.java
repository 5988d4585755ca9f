package io.passo.standalone.bench;

import io.passo.standalone.bench.BenchReport.Endurance;
import io.passo.standalone.system.SystemStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a run needs in which coordinators are killed. */
final class KillRun implements AutoCloseable {
  /** Lanes move several times while an execution runs. */
  static final Duration LONGEST_EXECUTION = Duration.ofMinutes(2);

  private final CoordinatorKills kills;
  private final EffectCount effects;
  private final NamedStarts starts;
  private final Silence silence = new Silence();

  KillRun(
      SystemStatus system,
      Duration every,
      List<Connections> endpoints,
      String stateMachineArn,
      Workload workload) {
    kills = new CoordinatorKills(Path.of(system.data()), every);
    effects = new EffectCount(system.kafkaBootstrapServers());
    starts = new NamedStarts(endpoints, stateMachineArn, workload);
  }

  NamedStarts starts() {
    return starts;
  }

  Silence silence() {
    return silence;
  }

  CoordinatorKills kills() {
    return kills;
  }

  /** Kills from now on. */
  void begin() {
    silence.begin();
    kills.begin();
  }

  /** Kills no more. */
  void end() {
    kills.end();
    silence.end();
  }

  /**
   * What came of it, once everything has ended.
   *
   * @param ended executions whose end was heard of
   */
  Endurance report(long ended) {
    return new Endurance(
        kills.count(),
        starts.started(),
        ended,
        starts.started() - ended,
        effects.repeated(),
        starts.repeated(),
        silence.longestSeconds());
  }

  @Override
  public void close() {
    kills.end();
    effects.close();
  }
}
