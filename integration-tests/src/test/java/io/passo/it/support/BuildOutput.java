package io.passo.it.support;

/** What whoever runs the build should see, whatever becomes of the log. */
public final class BuildOutput {
  private BuildOutput() {}

  /** Shows lines of text. */
  public static void show(String text) {
    System.out.println(text);
  }
}
