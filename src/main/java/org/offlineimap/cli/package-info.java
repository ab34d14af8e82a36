/**
 * The command: options, start-up order, wiring of all other packages, signals, exit status and the
 * demonstration (reference: cli).
 *
 * <p>May import everything; nothing imports it. Accounts run on virtual threads, at most {@code
 * maxsyncaccounts} at once; the main thread waits for them. Read {@link org.offlineimap.cli.Main}
 * and {@code Session} first.
 */
@NullMarked
package org.offlineimap.cli;

import org.jspecify.annotations.NullMarked;
