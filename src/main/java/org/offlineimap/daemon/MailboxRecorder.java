package org.offlineimap.daemon;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.offlineimap.config.ItemTemplate;
import org.offlineimap.config.MbnamesConfig;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * Writes the names of all synchronised folders into a file that mail readers include. Each account
 * keeps its own list in the metadata directory, so that accounts which are not part of a run keep
 * their places in the file. Thread-safe, guarded by one lock.
 */
public final class MailboxRecorder {
  private final MbnamesConfig config;
  private final MailboxCache cache;
  private final MailboxRules rules;
  private final boolean dryRun;
  private final Consumer<String> notices;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private boolean due;

  /**
   * A recorder. No I/O.
   *
   * @param dryRun only tell what would be written
   * @param notices told in a dry run
   */
  public MailboxRecorder(
      MbnamesConfig config,
      Path metadata,
      MailboxRules rules,
      boolean dryRun,
      Consumer<String> notices) {
    this.config = config;
    this.cache = new MailboxCache(metadata);
    this.rules = rules;
    this.dryRun = dryRun;
    this.notices = notices;
  }

  /**
   * Takes down which folders a pass took up, and with {@code incremental} writes the file.
   *
   * @param root the Maildir root; empty where the local side is a server
   * @throws AccountFailure the user's code fails, or a file cannot be written; the old ones stay
   */
  public void record(String account, Optional<Path> root, List<FolderName> folders)
      throws AccountFailure {
    Set<String> names =
        folders.stream().map(FolderName::text).collect(Collectors.toCollection(LinkedHashSet::new));
    List<MailboxItem> items =
        rules.listed(account, List.copyOf(names)).stream()
            .map(name -> new MailboxItem(account, name, root.map(Path::toString)))
            .toList();
    lock.lock();
    try {
      if (dryRun) {
        notices.accept("mbnames would write " + cache.file(account));
      } else {
        cache.save(account, items);
      }
      due = true;
      if (config.incremental()) {
        write();
      }
    } catch (IOException e) {
      throw failure("mbnames: " + cache.file(account) + " cannot be written: " + e, e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * At the end of the program: writes the file if an account has recorded anything since.
   *
   * @throws AccountFailure the user's code fails, or a file cannot be read or written
   */
  public void finish() throws AccountFailure {
    lock.lock();
    try {
      if (due) {
        write();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes the file from what all accounts recorded.
   *
   * @throws AccountFailure the user's code fails, or a file cannot be read or written
   */
  @GuardedBy("lock")
  private void write() throws AccountFailure {
    if (dryRun) {
      notices.accept("mbnames would write " + config.file());
      return;
    }
    try {
      MailboxRules.Frame frame = rules.frame();
      ItemTemplate template = ItemTemplate.of(config.itemTemplate());
      String items =
          rules.sorted(cache.all()).stream()
              .map(item -> template.expand(item.fields()))
              .collect(Collectors.joining(frame.separator()));
      String text = frame.header() + items + frame.footer();
      WholeFile.replace(config.file(), text.getBytes(StandardCharsets.UTF_8));
      due = false;
    } catch (IOException e) {
      throw failure("mbnames: " + config.file() + " cannot be written: " + e, e);
    }
  }

  /**
   * Removes what accounts recorded that are not among {@code kept}, then writes the file anew,
   * unless that happens after each account anyway (reference: command line 9).
   *
   * @return a line for people about each
   * @throws AccountFailure the user's code fails, or a file cannot be removed or written
   */
  public List<String> prune(Set<String> kept) throws AccountFailure {
    List<String> told = prune(cache, kept, dryRun);
    lock.lock();
    try {
      if (!config.incremental()) {
        write();
      }
    } finally {
      lock.unlock();
    }
    return told;
  }

  /**
   * Removes everything that was recorded: mbnames is switched off.
   *
   * @return a line for people about each
   * @throws AccountFailure a file cannot be removed
   */
  public static List<String> pruneAll(Path metadata, boolean dryRun) throws AccountFailure {
    return prune(new MailboxCache(metadata), Set.of(), dryRun);
  }

  private static List<String> prune(MailboxCache cache, Set<String> kept, boolean dryRun)
      throws AccountFailure {
    List<String> told = new ArrayList<>();
    try {
      List<String> gone = new ArrayList<>(cache.accounts());
      gone.removeAll(kept);
      for (String account : gone) {
        told.add((dryRun ? "mbnames would remove " : "removed ") + cache.file(account));
        cache.remove(account, dryRun);
      }
    } catch (IOException e) {
      throw failure("mbnames: a list of an account cannot be removed: " + e, e);
    }
    return told.isEmpty() ? List.of("no cache file to remove") : told;
  }

  private static AccountFailure failure(String text, IOException cause) {
    return new AccountFailure(AccountFailure.Kind.CONFIG, text, cause);
  }
}
