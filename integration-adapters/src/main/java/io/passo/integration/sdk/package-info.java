/** What integrations by the AWS SDK have in common: clients, response metadata, error names. */
@NullMarked
package io.passo.integration.sdk;

import org.jspecify.annotations.NullMarked;
