/** IAM and STS at the same endpoint: AWS Query protocol, forms in and XML out. */
@NullMarked
package io.passo.coordinator.api.query;

import org.jspecify.annotations.NullMarked;
