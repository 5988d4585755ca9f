/** A network between a client and a server that a test can make slow, deaf or choosy. */
@NullMarked
package io.passo.servers.proxy;

import org.jspecify.annotations.NullMarked;
