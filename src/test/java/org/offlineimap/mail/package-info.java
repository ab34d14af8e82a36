@NullMarked
package org.offlineimap.mail;

import org.jspecify.annotations.NullMarked;
