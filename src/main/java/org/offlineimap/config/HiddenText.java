package org.offlineimap.config;

/** A password as it stands in the rc file; its {@code toString} is {@code ***}. Immutable. */
public record HiddenText(String text) {
  @Override
  public String toString() {
    return "***";
  }
}
