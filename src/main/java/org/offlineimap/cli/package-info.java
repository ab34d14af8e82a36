/**
 * The program: options, wiring and commands.
 *
 * <p>May import everything of ours. The main thread. Read {@link org.offlineimap.cli.Main} first.
 */
@NullMarked
package org.offlineimap.cli;

import org.jspecify.annotations.NullMarked;
