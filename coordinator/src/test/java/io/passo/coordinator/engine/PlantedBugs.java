package io.passo.coordinator.engine;

import io.passo.coordinator.engine.Mutant.Patch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bugs that the simulation must find (correctness.md §18), each as the change of source that plants
 * it.
 */
final class PlantedBugs {
  private static final Map<String, List<Patch>> ALL = new LinkedHashMap<>();

  static {
    fences();
    appends();
    redis();
    redispatch();
    staleDispatch();
    takeover();
    rebuild();
    sink();
    timersAndWorkers();
  }

  private PlantedBugs() {}

  /** Patches of each bug, by its name. */
  static Map<String, List<Patch>> all() {
    return ALL;
  }

  private static void plant(String name, String... patches) {
    List<Patch> list = new ArrayList<>();
    for (int i = 0; i < patches.length; i += 3) {
      list.add(new Patch(patches[i], patches[i + 1], patches[i + 2]));
    }
    ALL.put(name, List.copyOf(list));
  }

  private static void fences() {
    plant(
        "no Open at takeover",
        "Takeover.java",
        "long offset = context.journal().append(partition, open);",
        "long offset = Math.max(0, meta.position().offset() - 1);",
        "Takeover.java",
        "if (meta.position().epoch() != own.epoch()) {",
        "if (meta == null) {");
    plant(
        "start read from the log taken for a new one",
        "Turn.java",
        "        && raw.source() == Input.Source.CALLER\n",
        "");
    plant(
        "what is held back counted as applied",
        "Applies.java",
        "    heldBytes += bytesOf(apply);\n",
        "    heldBytes += bytesOf(apply);\n    acknowledged = apply.next().position();\n");
    plant(
        "Open without compare",
        "Validity.java",
        "return open.epoch() == position.epoch() + 1;",
        "return open.epoch() >= position.epoch();");
    plant("continuity not checked", "Lane.java", "if (offset == known) {", "if (offset >= 0) {");
    plant(
        "seq not checked",
        "Validity.java",
        "return commit.epoch() == position.epoch() && commit.seq() == position.seq() + 1;",
        "return commit.epoch() == position.epoch();");
    plant(
        "takeover without asking the group",
        "Takeover.java",
        "if (!inbox.confirmOwnership()) {",
        "if (inbox == null) {",
        "Lane.java",
        "if (position.epoch() != epoch || position.seq() != seq) {",
        "if (position.seq() < seq && position.epoch() == epoch) {");
  }

  private static void appends() {
    plant(
        "seq reused after an unknown append",
        "Lane.java",
        "private final InputProgress progress;",
        "private InputProgress progress;",
        "Lane.java",
        "    long now = now();\n    List<TimerQueue",
        "    var before = progress.next();\n    long now = now();\n    List<TimerQueue",
        "Lane.java",
        "      commit(batch);\n    }\n  }\n\n  private void takeInputs",
        """
            try {
              commit(batch);
            } catch (LaneDroppedException e) {
              if (!e.reason().equals("append")) {
                throw e;
              }
              inbox.seek(before);
              progress = new InputProgress(before);
              due.forEach(timers::add);
            }
          }
        }

        private void takeInputs\
        """);
    plant(
        "effects before the acknowledgement",
        "Lane.java",
        "    Position after = append(commit);",
        "    sends.send(meta.position(), commands, batch.messages(), List.of(), window);\n"
            + "    Position after = append(commit);",
        "Lane.java",
        "    sends.send(after, commands, batch.messages(), StatusEvents.of(changes), window);",
        "");
    plant(
        "answers before the acknowledgement",
        "Lane.java",
        "    Position after = append(commit);",
        "    context.replies().send(batch.replies());\n    Position after = append(commit);");
    plant(
        "commands sent after a late acknowledgement",
        "SendWindow.java",
        "if (elapsedNanos() > NANOS || clock.hostMillis() - beginMillis > MILLIS) {",
        "if (elapsedNanos() < 0) {");
    plant(
        "inputs not in the commit",
        "Takeover.java",
        "inbox.seek(meta.inputs().requests() < 0 ? inbox.beginning() : meta.inputs());",
        "inbox.seek(new io.passo.protocol.JournalRecord.Inputs("
            + "Math.max(0, meta.inputs().requests()), -1, inbox.resultsEnd(), -1));");
  }

  private static void redis() {
    plant(
        "apply without compare",
        "memory/MemoryRedis.java",
        "if (watermark != apply.previous().offset()) {",
        "if (watermark < 0) {");
    plant(
        "half a transaction not noticed",
        "memory/MemoryRedis.java",
        "new Namespace(null, frames, namespace.closed());",
        "new Namespace(namespace.meta(), frames, namespace.closed());");
    plant(
        "frames read without the watermark check, or from a wiped Redis",
        "Applies.java",
        "if (watermark.offset() < acknowledged.offset() || watermark.offset() > enqueued.offset())"
            + " {",
        "if (watermark.offset() < 0) {");
  }

  private static void redispatch() {
    plant(
        "re-dispatch without searching",
        "Redispatch.java",
        "if (found.contains(attempt)) {",
        "if (found == null) {");
    plant(
        "re-dispatch without the wait",
        "Lane.java",
        "SEARCH_AFTER_OPEN_NANOS = 5_000_000_000L",
        "SEARCH_AFTER_OPEN_NANOS = 0");
    plant(
        "re-dispatch without the marker",
        "Redispatch.java",
        "return context.steps().find(to, floor, mark(to, marker));",
        "return context.steps().find(to, floor, context.steps().end(to));");
    plant(
        "search from the last acknowledged offset",
        "Sends.java",
        "return outstanding.isEmpty() ? Map.copyOf(highest) :"
            + " merged(outstanding.getFirst().floors());",
        "return Map.copyOf(highest);");
    plant(
        "search from the highest offset of the dispatched prefix",
        "Sends.java",
        "  private boolean news;\n",
        """
          private boolean news;
          private final Map<Position, List<String>> attemptsOf = new HashMap<>();
          private final Map<String, Map.Entry<StepPartition, Long>> offsetOf = new HashMap<>();
          private final Map<StepPartition, Long> prefix = new HashMap<>();
        """,
        "Sends.java",
        "      highest.merge(send.command().to(), offset + 1, Math::max);",
        """
              highest.merge(send.command().to(), offset + 1, Math::max);
              offsetOf.put(attempt, Map.entry(send.command().to(), offset + 1));
        """,
        "Sends.java",
        "    for (Command command : commands) {\n      window.requireOpen();",
        "    attemptsOf.put(after, List.copyOf(attempts));\n"
            + "    for (Command command : commands) {\n      window.requireOpen();",
        "Sends.java",
        "      dispatched = first.after();",
        """
              dispatched = first.after();
              for (String attempt : attemptsOf.getOrDefault(first.after(), List.of())) {
                Map.Entry<StepPartition, Long> at = offsetOf.get(attempt);
                if (at != null) {
                  prefix.merge(at.getKey(), at.getValue(), Math::max);
                }
              }
        """,
        "Sends.java",
        "    highest.forEach(tails::putIfAbsent);\n    return tails;",
        "    highest.forEach(tails::putIfAbsent);\n    tails.putAll(prefix);\n    return tails;");
    plant(
        "re-dispatch twice while a send is in flight",
        "Sends.java",
        "      unsure.remove(attempt);\n      failed.remove(attempt);\n      inFlight",
        "      inFlight");
    plant(
        "records read from the watermark instead of dispatched",
        "Takeover.java",
        "recordsSince(meta.dispatched(), meta.position())",
        "recordsSince(view.meta().fold().position(), meta.position())");
    plant(
        "commands of the predecessor forgotten",
        "Sends.java",
        "    if (commands.isEmpty() && repeated.isEmpty() && events.isEmpty()) {",
        "    if (commands != null) {");
    plant(
        "events not sent again by the next owner",
        "Sends.java",
        "    uncertain.addAll(announcements.send(events));",
        "");
    plant(
        "failed event forgotten",
        "Announcements.java",
        "        sendAgain(next);",
        "        all.remove();\n        done.add(next.id);");
    plant(
        "failed send forgotten",
        "Sends.java",
        "        unsure.put(attempt, send.command());",
        "        certain(attempt);");
  }

  private static void staleDispatch() {
    plant(
        "lost commands not dispatched again",
        "Lane.java",
        "    List<Command> lost = stale.lost(progress.next().results());",
        "    List<Command> lost = List.of();");
    plant(
        "stale dispatch without the barrier",
        "StaleSteps.java",
        "    resultsEnd = lost.isEmpty() ? 0 : inbox.resultsEnd();",
        "    resultsEnd = 0;");
    plant(
        "stale dispatch: start of the group not read first",
        "StaleSteps.java",
        "    resultsEnd = lost.isEmpty() ? 0 : inbox.resultsEnd();",
        "",
        "StaleSteps.java",
        "      var used = List.copyOf(sends.tails().keySet());",
        "      var used = List.copyOf(sends.tails().keySet());\n"
            + "      resultsEnd = inbox.resultsEnd();");
    plant(
        "stale dispatch without searching",
        "StaleSearch.java",
        "} else if (reachable.contains(attempt.id())) {",
        "} else if (reachable.contains(\"\")) {");
    plant(
        "waiting dispatches lost at takeover",
        "FrameWrites.java",
        "    return frame.timers().stream()\n        .map(Timer::due)",
        """
            return frame.timers().stream()
                .filter(t -> t.id().kind() != io.passo.asl.interpreter.TimerKind.DISPATCH)
                .map(Timer::due)\
        """);
    plant(
        "place of an ended step not given to waiting dispatches",
        "Dispatches.java",
        "      places.taken--;\n",
        "");
    plant(
        "waiting dispatches counted as lost",
        "StaleSearch.java",
        "          && waiting.held() == null\n",
        "",
        "StaleSearch.java",
        ".filter(one -> !one.isHandedOut() && !one.isHeld())",
        ".filter(one -> !one.isHandedOut())",
        "Slot.java",
        "state.attempt(attempt).filter(open -> open.isHandedOut() || open.isHeld()).isEmpty()",
        "state.attempt(attempt).filter(open -> open.isHandedOut()).isEmpty()");
  }

  private static void takeover() {
    plant("timers not reloaded", "Lane.java", "    housekeeping.loadTimers();\n", "");
    plant(
        "Continue lost",
        "FrameWrites.java",
        "    return frame.timers().stream()\n        .map(Timer::due)",
        """
            return frame.timers().stream()
                .filter(t -> t.id().kind() != io.passo.asl.interpreter.TimerKind.CONTINUE)
                .map(Timer::due)\
        """);
  }

  private static void rebuild() {
    plant(
        "rebuild: shared namespace",
        "Rebuild.java",
        "String g = freshName();",
        "String g = \"shared\";");
    plant(
        "rebuild: no snapshot",
        "memory/MemoryHistory.java",
        "return Optional.ofNullable(rows.place());",
        "node.spend(\"second read\", 300_000);\n"
            + "    return Optional.ofNullable(rows(partition).place());");
    plant(
        "rebuild: inputs missing",
        "Rebuild.java",
        "Meta meta = new Meta(fold, ",
        "Meta meta = new Meta(new PartitionMeta(fold.position(), fold.clock(),"
            + " PartitionMeta.START.inputs(), fold.dispatched(), fold.tails()), ");
    plant(
        "rebuild: dispatched missing",
        "Rebuild.java",
        "Meta meta = new Meta(fold, ",
        "Meta meta = new Meta(new PartitionMeta(fold.position(), fold.clock(),"
            + " fold.inputs(), fold.position(), fold.tails()), ");
    plant(
        "rebuild: lost frames not noticed",
        "memory/MemoryStateStore.java",
        "if (filled.values().stream().mapToLong(Map::size).sum() != frames) {",
        "if (frames < 0) {");
    plant(
        "closed names not looked up",
        "StartNames.java",
        "return start.named() || start.startDate() <= markersFrom(now) + CLOCK_SKEW_MILLIS;",
        "return false;");
    plant(
        "closed names looked up in a sink that lags",
        "StartNames.java",
        "return isComplete(seen, now, laneOffset) ? Answer.NEW : Answer.UNKNOWN;",
        "return Answer.NEW;");
  }

  private static void sink() {
    plant(
        "records deleted that a restored database lacks",
        "PartitionSink.java",
        " && isStillAt(sunk)",
        "");
    plant(
        "a gap told of by a sink that is behind another",
        "PartitionSink.java",
        "if (!isStillAt(from)) {",
        "if (from == null) {");
    plant(
        "checkpoint of a closed execution kept",
        "memory/MemoryDatabase.java",
        "              checkpoint.remove(row.key());\n",
        "");
    plant(
        "checkpoint of a tombstoned frame kept",
        "SinkFold.java",
        "      tombstones.add(new FrameRef(key, frame.frameId()));",
        "");
    plant(
        "sink offset outside its transaction",
        "memory/MemoryHistory.java",
        "    partitions.get(partition).commit(batch);\n",
        """
        partitions.get(partition).commit(new Batch(place(rows(partition)), batch.history(),
            batch.started(), batch.closed(), batch.checkpoint(), batch.tombstones(), batch.mapRuns()));
        node.spend("second transaction", 5_000);
        partitions.get(partition).commit(new Batch(
            batch.next(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
        """);
    plant(
        "sink offset not compared",
        "memory/MemoryHistory.java",
        ".anyMatch(move -> !place(rows(move.partition())).position().equals(move.previous()))",
        ".anyMatch(move -> move.previous() == null)");
  }

  private static void timersAndWorkers() {
    plant(
        "result without attempt",
        "ResultEvents.java",
        "    if (open.isEmpty()) {\n      drop(\"closed\");",
        """
        if (open.isEmpty() && slot.running().isPresent()
            && result instanceof StepResult.Succeeded late
            && slot.running().get().openAttempts().size() == 1) {
          batch.decide(slot, slot.running().get(),
              new Event.TaskSucceeded(batch.at(),
              batch.entropy(), slot.running().get().openAttempts().getFirst().id(),
              io.passo.asl.data.Json.of(late.output().utf8())));
        } else if (open.isEmpty()) {
          drop("closed");\
        """);
    plant(
        "ACCEPT before the result is durable",
        "SimulatedWorkers.java",
        "    talkNonsense(command);\n    int life",
        "    group(log).accept(delivery.offset(), worker);\n    int life");
    plant(
        "redelivery runs without Ask",
        "SimulatedWorkers.java",
        "} else if (delivery.count() > 1) {",
        "} else if (delivery.count() > 99) {");
    plant(
        "time-out overtakes a waiting result",
        "Barrier.java",
        "(timer.id().kind().needsBarrier() ? barred : free).add(timer);",
        "free.add(timer);");
    plant(
        "what kills lanes is not noted before",
        "Lane.java",
        "    commit(turn.none(now()), note);\n",
        "");
    plant(
        "takeovers that fail count as deaths",
        "Suspicion.java",
        "suspect != null && noted",
        "suspect != null");
    plant(
        "the first one that is processed by itself is blamed",
        "Probing.java",
        "DEATHS_TO_SET_ASIDE = 5",
        "DEATHS_TO_SET_ASIDE = 0");
    plant(
        "a lane ends by an error without a word",
        "PartitionOwner.java",
        "      failed(\"error\", e);",
        "      stopped = true;");
    plant(
        "states of a batch not limited",
        "Batch.java",
        "    if (slot.statesEntered() > 0 && exceeds(slot, decision)) {",
        "    if (events < 0) {",
        "Batch.java",
        "    if (slot.statesEntered() >= MOST_TRANSITIONS_OF_ONE && entersStates(event)) {",
        "    if (events < 0) {");
    plant(
        "history with a gap",
        "Slot.java",
        "    history.addAll(decision.history());",
        "    history.clear();\n    history.addAll(decision.history());");
  }
}
