package org.offlineimap.mail;

/**
 * A message that gets another name in its local folder, because its UID changes. Flags are no part
 * of either name.
 *
 * @param from the name until now
 * @param to the name from then on; nothing else is called so
 */
public record Renaming(String from, String to) {}
