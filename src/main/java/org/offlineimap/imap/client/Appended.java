package org.offlineimap.imap.client;

import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidValidity;

/** Where an appended message is (RFC 4315 3). */
public record Appended(UidValidity uidValidity, Uid uid) {}
