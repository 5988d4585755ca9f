package io.passo.asl.history;

/** Names of the members of a stored event. They never change meaning; unknown ones are skipped. */
final class Fields {
  static final String TYPE = "t";
  static final String PREVIOUS = "p";
  static final String TIMESTAMP = "@";
  static final String NAME = "n";
  static final String PAYLOAD = "x";
  static final String VARIABLES = "v";
  static final String ERROR = "e";
  static final String CAUSE = "c";
  static final String LOCATION = "l";
  static final String RESOURCE = "r";
  static final String RESOURCE_TYPE = "k";
  static final String REGION = "g";
  static final String ROLE = "o";
  static final String ALIAS = "a";
  static final String VERSION = "q";
  static final String TIMEOUT = "s";
  static final String HEARTBEAT = "h";
  static final String NUMBER = "i";

  private Fields() {}
}
