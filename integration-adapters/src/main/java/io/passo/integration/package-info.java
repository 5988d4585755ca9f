/** The service that calls other services for Task states: one package per integration. */
@NullMarked
package io.passo.integration;

import org.jspecify.annotations.NullMarked;
