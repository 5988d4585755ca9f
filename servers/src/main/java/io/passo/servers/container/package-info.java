/** The same servers as containers, for a machine with a Docker engine. */
@NullMarked
package io.passo.servers.container;

import org.jspecify.annotations.NullMarked;
