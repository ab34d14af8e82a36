@NullMarked
package org.offlineimap.ui;

import org.jspecify.annotations.NullMarked;
