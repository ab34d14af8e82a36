package org.offlineimap.status;

/**
 * A message that could not be copied, and when it is tried again (reference: beyond 4).
 *
 * @param message which: {@code uid:5} on the server, {@code file:KEY} on disk
 * @param failures in how many runs it failed, from 1
 * @param retryMillis not to be tried before, milliseconds since 1970
 * @param reason what was said the last time
 */
public record Trouble(String message, int failures, long retryMillis, String reason) {}
