/** Tests of wire. */
@NullMarked
package org.offlineimap.imap.wire;

import org.jspecify.annotations.NullMarked;
