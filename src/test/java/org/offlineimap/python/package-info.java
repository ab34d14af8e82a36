/** Tests of the Python child, all with the real interpreter. */
@NullMarked
package org.offlineimap.python;

import org.jspecify.annotations.NullMarked;
