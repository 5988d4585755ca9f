/** TestState without I/O: one state run by itself, with mocks (api.md §12). */
@NullMarked
package io.passo.asl.teststate;

import org.jspecify.annotations.NullMarked;
