package io.passo.asl.model;

import org.jspecify.annotations.Nullable;

/**
 * How items of a Distributed Map are put together for one child execution; at least one of the
 * limits is there.
 *
 * @param maxItems {@code MaxItemsPerBatch} or its path
 * @param maxBytes {@code MaxInputBytesPerBatch} or its path
 * @param batchInput {@code BatchInput}: what every child gets beside its items
 */
public record ItemBatcher(
    @Nullable IntegerSource maxItems,
    @Nullable IntegerSource maxBytes,
    @Nullable ValueTemplate batchInput) {}
