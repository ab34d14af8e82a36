/** Tests of protocol. */
@NullMarked
package org.offlineimap.imap.protocol;

import org.jspecify.annotations.NullMarked;
