/**
 * What goes on around a run: locks, schedule, push, signals.
 *
 * <p>May import {@code sync}, {@code repository}, {@code event}, {@code config} and {@code mail}.
 * Every class says how it is shared. Read {@link org.offlineimap.daemon.Schedule} (what comes next,
 * and when) and {@link org.offlineimap.daemon.AccountLoop} (does it) first.
 */
@NullMarked
package org.offlineimap.daemon;

import org.jspecify.annotations.NullMarked;
