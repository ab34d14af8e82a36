package org.offlineimap.config;

import java.util.List;
import java.util.Optional;

/** What a repository section is, as far as its {@code type} tells. Stateless. */
final class RepositoryKinds {
  private RepositoryKinds() {}

  /** The kinds whose options the section knows; all of them where the type is unclear. */
  static List<SectionKind> of(IniFile file, String section) {
    return switch (interpolated(file, section, "type").orElse("")) {
      case "IMAP" -> List.of(SectionKind.REPOSITORY, SectionKind.IMAP);
      case "Gmail" -> List.of(SectionKind.REPOSITORY, SectionKind.IMAP, SectionKind.GMAIL);
      case "Maildir", "GmailMaildir" -> List.of(SectionKind.REPOSITORY, SectionKind.MAILDIR);
      default ->
          List.of(SectionKind.REPOSITORY, SectionKind.IMAP, SectionKind.GMAIL, SectionKind.MAILDIR);
    };
  }

  /** A value that may still be wrong: one that cannot be interpolated counts as not written. */
  static Optional<String> interpolated(IniFile file, String section, String option) {
    Optional<IniValue> raw = file.raw(section, option);
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Interpolation.expand(file, section, option, raw.get().text()));
    } catch (Interpolation.Refused toldByTheSectionCheck) {
      return Optional.empty();
    }
  }
}
