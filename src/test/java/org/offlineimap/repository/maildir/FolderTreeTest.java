package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException;

class FolderTreeTest {
  @TempDir Path root;
  private MaildirFixture fixture;

  @BeforeEach
  void createTheFixture() {
    fixture = new MaildirFixture(root.resolve("mail"));
  }

  private boolean create(String name) throws SyncException {
    MaildirRepository repository = fixture.repository();
    return repository.createFolder(new FolderName(name));
  }

  private Iterable<String> list() throws SyncException {
    MaildirRepository repository = fixture.repository();
    return repository.listFolders().stream().map(FolderName::text).toList();
  }

  @Test
  void aMissingRootHoldsNoFolders() throws Exception {
    assertThat(list()).isEmpty();
  }

  /** Two accounts may lie below one directory that neither has made yet. */
  @Test
  void acceptsADirectoryThatSomebodyElseMakesAtTheSameMoment() throws Exception {
    MaildirDisk real = MaildirDisk.real();
    fixture.disk =
        (MaildirDisk)
            Proxy.newProxyInstance(
                MaildirDisk.class.getClassLoader(),
                new Class<?>[] {MaildirDisk.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("makeDirectory")) {
                    Path wanted = (Path) arguments[0];
                    Files.createDirectory(wanted);
                    throw new FileAlreadyExistsException(wanted.toString());
                  }
                  return method.invoke(real, arguments);
                });
    assertThat(create("INBOX")).isTrue();
    assertThat(list()).containsExactly("INBOX");
  }

  @Test
  void anUnreadableRootStopsTheAccount() throws Exception {
    Files.writeString(fixture.root, "a file");
    assertThatThrownBy(this::list).isInstanceOf(SyncException.AccountFailure.class);
  }

  @Test
  void findsTheRootAndItsChildrenWhenFlat() throws Exception {
    assertThat(create("")).isTrue();
    assertThat(create("Work.Projects")).isTrue();
    assertThat(create("Work.Projects")).isFalse();
    assertThat(create("Gäste")).isTrue();
    Files.createDirectories(fixture.root.resolve("plain/cur"));
    assertThat(list()).containsExactly("", "Gäste", "Work.Projects");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(fixture.root.resolve("Work.Projects/cur"))))
        .isEqualTo("rwx------");
  }

  @Test
  void findsNestedFoldersAndFollowsLinksOnce() throws Exception {
    fixture.separator = "/";
    create("a/b/c");
    create("a");
    Files.createSymbolicLink(fixture.root.resolve("a/loop"), fixture.root);
    Path outside = Files.createDirectory(root.resolve("outside"));
    Files.createDirectories(outside.resolve("x/cur"));
    Files.createDirectories(outside.resolve("x/new"));
    Files.createDirectories(outside.resolve("x/tmp"));
    Files.createSymbolicLink(fixture.root.resolve("link"), outside);
    assertThat(list()).containsExactly("a", "a/b/c", "link/x");
  }

  @Test
  void refusesNamesThatLeadElsewhere() {
    fixture.separator = "/";
    for (String name : new String[] {"/etc", "../x", "a/../b", "..", "a/cur", "new", "a//b", "."}) {
      assertThatThrownBy(() -> create(name))
          .as(name)
          .isInstanceOf(SyncException.FolderFailure.class);
    }
    fixture.separator = ".";
    assertThatThrownBy(() -> create("a/b")).isInstanceOf(SyncException.FolderFailure.class);
  }
}
