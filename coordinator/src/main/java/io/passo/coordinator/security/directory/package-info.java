/** Users, roles, access keys and policies of all accounts. */
@NullMarked
package io.passo.coordinator.security.directory;

import org.jspecify.annotations.NullMarked;
