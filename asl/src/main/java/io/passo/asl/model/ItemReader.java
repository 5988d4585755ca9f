package io.passo.asl.model;

import io.passo.asl.data.Json;
import org.jspecify.annotations.Nullable;

/**
 * Where a Distributed Map reads its items from.
 *
 * @param resource {@code arn:aws:states:::s3:getObject} or {@code …:listObjectsV2}
 * @param arguments {@code Parameters} or {@code Arguments} of the call
 * @param config {@code ReaderConfig} as written, an object
 * @param maxItems {@code MaxItems} or its path; 0 = all
 */
public record ItemReader(
    String resource,
    @Nullable ValueTemplate arguments,
    Json config,
    @Nullable IntegerSource maxItems) {}
