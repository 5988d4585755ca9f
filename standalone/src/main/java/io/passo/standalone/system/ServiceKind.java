package io.passo.standalone.system;

/** The three services of Passo. */
public enum ServiceKind {
  COORDINATOR("coordinator"),
  TASK_WORKER("task-worker"),
  INTEGRATION_ADAPTERS("integration-adapters");

  private final String module;

  ServiceKind(String module) {
    this.module = module;
  }

  /** Name of the module and of its folder. */
  public String module() {
    return module;
  }

  /** Name of one instance: {@code coordinator-1}. */
  public String instance(int number) {
    return module + "-" + number;
  }
}
