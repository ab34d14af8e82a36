package org.offlineimap.endtoend;

import java.io.IOException;
import java.util.List;

/**
 * One of the two places of a {@link History}, as somebody uses it who is not the program. Folders
 * have the history's own names, with '/' between levels. Confined to one thread.
 */
interface HistorySide extends AutoCloseable {
  /** The flags and keywords that somebody changes here; nobody changes them on the other side. */
  List<String> marks();

  /** Whether a new message may bear it here. */
  boolean holds(String mark);

  /** Whether it tells when a message arrived. */
  boolean tellsDates();

  void create(String folder) throws IOException;

  /** Everything in a folder; one that is not there is a failure. */
  List<HistoryMail> mail(String folder) throws IOException;

  void add(String folder, HistoryMail mail) throws IOException;

  void mark(String folder, String name, String mark, boolean on) throws IOException;

  void remove(String folder, String name) throws IOException;

  void move(String from, String name, String to) throws IOException;

  /** What a pass with nothing to do leaves alone. */
  Object state(List<String> folders) throws IOException;

  @Override
  void close() throws IOException;
}
