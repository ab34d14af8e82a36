package org.offlineimap.imap.protocol;

/** The end of a status response: a code, which may be {@link ResponseCode.None}, and text. */
public record ResponseText(ResponseCode code, String text) {}
