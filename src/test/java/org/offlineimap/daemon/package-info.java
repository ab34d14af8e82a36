@NullMarked
package org.offlineimap.daemon;

import org.jspecify.annotations.NullMarked;
