/** Tests of the manual itself. */
@NullMarked
package org.offlineimap.documentation;

import org.jspecify.annotations.NullMarked;
