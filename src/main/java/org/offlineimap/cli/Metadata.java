package org.offlineimap.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.offlineimap.mail.SyncException.AccountFailure;

/** The directory of everything that is remembered (reference: formats 1). Stateless. */
final class Metadata {
  private Metadata() {}

  /** Makes the directory, for its owner only; its parent must be there already. */
  static void prepare(Path directory) throws AccountFailure {
    if (Files.isDirectory(directory)) {
      return;
    }
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw failure(directory, e);
      }
    } catch (NoSuchFileException e) {
      throw new AccountFailure(
          AccountFailure.Kind.CONFIG,
          "The metadata directory "
              + directory
              + " cannot be made: "
              + directory.toAbsolutePath().getParent()
              + " does not exist; make that (or mount it), or change metadata in [general]",
          e);
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  private static AccountFailure failure(Path directory, IOException cause) {
    return new AccountFailure(
        AccountFailure.Kind.CONFIG,
        "The metadata directory " + directory + " cannot be made: " + cause,
        cause);
  }
}
