package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord;
import io.passo.protocol.Position;

/**
 * A record that counts.
 *
 * @param after place after it
 */
record ValidRecord(Position after, JournalRecord record) {}
