package io.passo.worker;

/** What becomes of a delivery. */
enum Acknowledgement {
  /** Done. */
  ACCEPT,
  /** For another worker. */
  RELEASE,
  /** For nobody. */
  REJECT
}
