/** Tests of the effects: in memory, with a kill before and after each of them. */
@NullMarked
package org.offlineimap.sync;

import org.jspecify.annotations.NullMarked;
