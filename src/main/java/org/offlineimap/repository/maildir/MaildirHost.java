package org.offlineimap.repository.maildir;

import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What a repository needs to know of the machine. Immutable.
 *
 * @param name the host name, as file names carry it
 * @param pid the process number
 * @param clock the time
 * @param warnings takes sentences worth a person's attention; thread-safe
 */
public record MaildirHost(String name, long pid, InstantSource clock, Consumer<String> warnings) {}
