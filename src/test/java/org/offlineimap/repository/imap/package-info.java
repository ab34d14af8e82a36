/** Tests of the port over an IMAP server. */
@NullMarked
package org.offlineimap.repository.imap;

import org.jspecify.annotations.NullMarked;
