/** Tools of the tests: servers, fakes and auditors that share no code with what they test. */
@NullMarked
package org.offlineimap.testing;

import org.jspecify.annotations.NullMarked;
