package org.offlineimap.sandbox;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * What a server is like, the same for every connection. Immutable.
 *
 * @param capabilities what is announced and obeyed
 * @param behaviours how it differs from what the RFCs would have
 * @param preauthenticated who every client is without logging in
 * @param separator between the levels of a mailbox's name
 * @param prefix in front of the name of each mailbox of the user's own
 * @param appendLimit octets of the largest message that APPEND takes
 * @param messageLimit how many messages one command may be about (RFC 9738)
 * @param window how many of its newest messages a mailbox shows
 * @param clock where the internal date of an APPEND without a date comes from
 */
record Traits(
    Set<Capability> capabilities,
    Set<Behaviour> behaviours,
    Optional<String> preauthenticated,
    char separator,
    String prefix,
    long appendLimit,
    int messageLimit,
    int window,
    Clock clock) {
  Traits {
    capabilities = Set.copyOf(capabilities);
    behaviours = Set.copyOf(behaviours);
  }

  boolean is(Behaviour behaviour) {
    return behaviours.contains(behaviour);
  }

  boolean has(Capability capability) {
    return capabilities.contains(capability);
  }
}
