package io.passo.coordinator.definition;

/**
 * Everything of a state machine that an update can change.
 *
 * @param definitionHash {@link DefinitionHash} of the definition's text
 * @param roleArn execution role
 * @param logging what it logs
 * @param tracing whether it is traced
 */
public record Configuration(
    String definitionHash, String roleArn, LoggingConfiguration logging, boolean tracing) {}
