/**
 * Functions in processes of their own, which speak Lambda's Runtime API: started when they are
 * called, kept warm, ended when they idle, hang or take too much memory.
 */
@NullMarked
package io.passo.task.process;

import org.jspecify.annotations.NullMarked;
