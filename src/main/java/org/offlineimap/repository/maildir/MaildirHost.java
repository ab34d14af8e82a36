package org.offlineimap.repository.maildir;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a repository needs to know of the machine. Immutable.
 *
 * @param name the host name, as file names carry it; asked for when a file is made, because asking
 *     the network takes time
 * @param pid the process number
 * @param clock the time
 * @param warnings takes sentences worth a person's attention; thread-safe
 */
public record MaildirHost(
    Supplier<String> name, long pid, InstantSource clock, Consumer<String> warnings) {}
