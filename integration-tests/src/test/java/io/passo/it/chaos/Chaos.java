package io.passo.it.chaos;

import io.passo.it.support.Clients;
import io.passo.it.support.Systems;
import io.passo.servers.Folders;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.Service;
import io.passo.standalone.system.SystemOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** A whole system of real processes, with the functions, callers and readers that watch it. */
final class Chaos implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("chaos");

  // Longer than the longest outage: callers do not give up.
  private static final Duration PATIENCE = Duration.ofMinutes(Scale.of(3, 20));

  private final EffectLog effects = new EffectLog();
  private final Excuses excuses = new Excuses();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Map<Machine, String> machines = new EnumMap<>(Machine.class);
  private final Path data;
  private final Functions functions;
  private final PassoSystem system;
  private final Clients clients;
  private final Journals journals;
  private final StoreCheck stores;

  private Chaos(Path folder, Setup setup) throws IOException {
    data = folder.resolve("system");
    setup.prepare(data);
    functions = new Functions(effects, this::callBack);
    functions.describeIn(folder.resolve("functions"));
    SystemOptions options =
        SystemOptions.forTests(data)
            .withCoordinators(2)
            .withWorkers(2)
            .withAdapters(0)
            .withFunctions(folder.resolve("functions"));
    SystemOptions changed = setup.options(options);
    system = PassoSystem.start(changed, setup, setup::servers);
    clients = new Clients(system.coordinators(), PATIENCE);
    for (Machine machine : Machine.values()) {
      machines.put(machine, create(machine));
    }
    journals = new Journals(system.servers().kafka().bootstrapServers(), changed.partitions());
    stores = new StoreCheck(journals, system.servers().redis().url(), system.servers().postgres());
  }

  /** Two coordinators and two workers. */
  static Chaos start(String name) throws IOException {
    return start(name, new Setup());
  }

  /**
   * The same on other ground.
   *
   * @param name of the folder below {@code target/chaos} where its data and logs are kept
   */
  static Chaos start(String name, Setup setup) throws IOException {
    Path folder = Path.of("target", "chaos", name).toAbsolutePath();
    Folders.delete(folder);
    return new Chaos(folder, setup);
  }

  private String create(Machine machine) {
    return clients.call(
        api ->
            api.createStateMachine(
                    of ->
                        of.name(machine.machineName())
                            .roleArn("arn:aws:iam::000000000000:role/chaos")
                            .definition(machine.definition()))
                .stateMachineArn());
  }

  private void callBack(String token, String output) {
    try {
      clients.call(api -> api.sendTaskSuccess(of -> of.taskToken(token).output(output)));
    } catch (TaskTimedOutException e) {
      // The answer to an earlier try was lost: the task is closed.
      return;
    } catch (SdkException e) {
      LOG.log(System.Logger.Level.WARNING, "Task not completed: {0}", e.getMessage());
    }
  }

  /** Puts load on it for the time of one fault. */
  Trial trial(String fault) {
    return new Trial(this, fault);
  }

  /** Executions that are named after a fault. */
  Orders orders(String prefix) {
    return new Orders(clients, machines, prefix);
  }

  String bootstrapServers() {
    return system.servers().kafka().bootstrapServers();
  }

  PassoSystem system() {
    return system;
  }

  Service coordinator(int number) {
    return system.coordinators().get(number % system.coordinators().size());
  }

  Service worker(int number) {
    return system.workers().get(number % system.workers().size());
  }

  List<Service> services() {
    return Stream.of(system.coordinators(), system.workers()).flatMap(List::stream).toList();
  }

  Clients clients() {
    return clients;
  }

  Journals journals() {
    return journals;
  }

  StoreCheck stores() {
    return stores;
  }

  EffectLog effects() {
    return effects;
  }

  Excuses excuses() {
    return excuses;
  }

  /** ARNs of all executions that somebody asked for. */
  Set<String> asked() {
    return asked;
  }

  /** Where its state and logs are. */
  Path data() {
    return data;
  }

  @Override
  public void close() {
    stores.close();
    journals.close();
    clients.close();
    Systems.discard(system);
    functions.close();
  }
}
