/** Tests of client. */
@NullMarked
package org.offlineimap.imap.client;

import org.jspecify.annotations.NullMarked;
