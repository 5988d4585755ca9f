package io.passo.asl.interpreter.state;

import io.passo.asl.data.Entropy;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.model.MapState;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names of Map Runs and of what belongs to them (api.md §2). */
final class MapRunArns {
  private static final String KIND = ":mapRun:";

  private MapRunArns() {}

  /** A new Map Run of an execution. */
  static String mapRun(MapState state, ExecutionStart start, Entropy entropy) {
    // arn:aws:states:<region>:<account>:<execution or express>:…
    String[] parts = start.executionArn().split(":", 6);
    String scope = String.join(":", parts[0], parts[1], parts[2], parts[3], parts[4]);
    UUID id = new UUID(entropy.nextLong(), entropy.nextLong());
    String random = UUID.nameUUIDFromBytes(utf8(id.toString())).toString();
    return scope + KIND + start.stateMachineName() + "/" + label(state, start) + ":" + random;
  }

  // Stable for a definition, as a label that is written down would be.
  private static String label(MapState state, ExecutionStart start) {
    String label = state.distributed() == null ? null : state.distributed().label();
    return label != null
        ? label
        : UUID.nameUUIDFromBytes(utf8(start.definitionHash() + "/" + state.name())).toString();
  }

  /** Name of a child, the same whenever it is asked for. */
  static String childName(String mapRun, int index) {
    return UUID.nameUUIDFromBytes(utf8(mapRun + ":" + index)).toString();
  }

  /** ARN of a child. */
  static String child(String mapRun, int index, boolean express) {
    String name = childName(mapRun, index);
    return express
        ? labelled(mapRun, ":express:") + ":" + name + ":" + UUID.nameUUIDFromBytes(utf8(name))
        : labelled(mapRun, ":execution:") + ":" + name;
  }

  /** ARN of the state machine that children name. */
  static String stateMachine(String mapRun) {
    return labelled(mapRun, ":stateMachine:");
  }

  private static String labelled(String mapRun, String kind) {
    return mapRun.substring(0, mapRun.lastIndexOf(':')).replace(KIND, kind);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
