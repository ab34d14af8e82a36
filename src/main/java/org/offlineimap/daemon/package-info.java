/**
 * What goes on around a run: locks, schedule, push, signals.
 *
 * <p>May import {@code sync}, {@code repository}, {@code event}, {@code config} and {@code mail}.
 * Every class says how it is shared. Read {@link org.offlineimap.daemon.AccountLock} first; there
 * is no second class yet.
 */
@NullMarked
package org.offlineimap.daemon;

import org.jspecify.annotations.NullMarked;
