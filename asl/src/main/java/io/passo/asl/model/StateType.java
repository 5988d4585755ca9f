package io.passo.asl.model;

/** The eight values of {@code Type}, in the order in which AWS lists them. */
public enum StateType {
  TASK("Task"),
  WAIT("Wait"),
  PASS("Pass"),
  SUCCEED("Succeed"),
  FAIL("Fail"),
  CHOICE("Choice"),
  PARALLEL("Parallel"),
  MAP("Map");

  private final String text;

  StateType(String text) {
    this.text = text;
  }

  /** As written in the field {@code Type} and in the names of history events. */
  public String text() {
    return text;
  }
}
