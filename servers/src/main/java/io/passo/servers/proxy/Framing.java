package io.passo.servers.proxy;

/** How what a client sends is cut into pieces. */
enum Framing {
  /** As it comes. */
  NONE,
  /** One request of Kafka's protocol each: four bytes of length, two that say which it is. */
  KAFKA
}
