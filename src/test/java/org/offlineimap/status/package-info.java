@NullMarked
package org.offlineimap.status;

import org.jspecify.annotations.NullMarked;
