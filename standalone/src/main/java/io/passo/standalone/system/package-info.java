/**
 * Starts and stops the whole system: the three servers and the three services, each in a process of
 * its own.
 */
@NullMarked
package io.passo.standalone.system;

import org.jspecify.annotations.NullMarked;
