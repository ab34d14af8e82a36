/** The whole program as a process, against servers on loopback. */
@NullMarked
package org.offlineimap.endtoend;

import org.jspecify.annotations.NullMarked;
