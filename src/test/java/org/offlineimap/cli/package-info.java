@NullMarked
package org.offlineimap.cli;

import org.jspecify.annotations.NullMarked;
