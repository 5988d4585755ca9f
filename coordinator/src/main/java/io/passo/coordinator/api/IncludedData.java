package io.passo.coordinator.api;

/** Whether a response has payloads. */
public enum IncludedData {
  ALL_DATA,
  METADATA_ONLY
}
