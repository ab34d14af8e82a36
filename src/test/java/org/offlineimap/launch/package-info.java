/**
 * The shell scripts, run as users run them, with a JDK that only says what it was asked.
 *
 * <p>May import the JDK and the test libraries. Single-threaded. Read {@link
 * org.offlineimap.launch.LauncherTest} first.
 */
@NullMarked
package org.offlineimap.launch;

import org.jspecify.annotations.NullMarked;
