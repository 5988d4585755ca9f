/** Functions of the poll-a-job example. */
@NullMarked
package io.passo.examples.jobs;

import org.jspecify.annotations.NullMarked;
