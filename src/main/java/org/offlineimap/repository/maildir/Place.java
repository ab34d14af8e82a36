package org.offlineimap.repository.maildir;

/** The two directories that hold a folder's messages. */
enum Place {
  NEW("new"),
  CUR("cur");

  private final String directory;

  Place(String directory) {
    this.directory = directory;
  }

  String directory() {
    return directory;
  }

  /** Where a message with these letters lies after a delivery or a flag change (formats 2.3). */
  static Place of(String letters) {
    return letters.indexOf('S') >= 0 ? CUR : NEW;
  }
}
