package io.passo.coordinator.boot;

/** A server the coordinator needs, and what must be true of it before the engine starts. */
interface Dependency {
  /** Its name in health answers and logs. */
  String name();

  /**
   * Makes it ready: topics, migrations, settings. Called again until it succeeds.
   *
   * @throws io.passo.coordinator.config.InvalidSettingException if it never will
   * @throws Exception if it is absent or not ready yet
   */
  @SuppressWarnings("IllegalThrows") // whatever a client throws means: not yet
  void prepare() throws Exception;

  /**
   * Asks whether it answers now, within 2 s.
   *
   * @throws Exception if it does not
   */
  @SuppressWarnings("IllegalThrows")
  void probe() throws Exception;
}
