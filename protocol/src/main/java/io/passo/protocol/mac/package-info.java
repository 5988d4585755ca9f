/** Message authentication: who may say what about which attempt. */
@NullMarked
package io.passo.protocol.mac;

import org.jspecify.annotations.NullMarked;
