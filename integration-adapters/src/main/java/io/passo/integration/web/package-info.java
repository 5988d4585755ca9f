/** HTTP calls of Tasks: where they may go, and what comes back. */
@NullMarked
package io.passo.integration.web;

import org.jspecify.annotations.NullMarked;
