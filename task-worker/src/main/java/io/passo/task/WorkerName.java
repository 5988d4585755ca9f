package io.passo.task;

import io.passo.task.config.TaskWorkerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Name of this process among the workers. */
@ApplicationScoped
public class WorkerName {
  private final String text;

  WorkerName(TaskWorkerConfig config) {
    text = config.instanceId().orElseGet(() -> host() + "-" + ProcessHandle.current().pid());
  }

  String text() {
    return text;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "worker";
    }
  }
}
