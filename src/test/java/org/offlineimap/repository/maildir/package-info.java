/** Tests of the Maildir store: names, rules, octets, and a kill at every effect. */
@NullMarked
package org.offlineimap.repository.maildir;

import org.jspecify.annotations.NullMarked;
