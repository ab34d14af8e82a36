package org.offlineimap.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * The right to synchronise one account, shared with the original: a POSIX record lock on {@code
 * ACCOUNT.lock} (reference: command line 11). The file holds our process id for whoever comes
 * second, and goes away at the end, while it is still ours. Thread-safe.
 */
public final class AccountLock implements AutoCloseable {
  /**
   * What this process holds. Closing any channel of a file drops the process's POSIX lock on it, so
   * a second attempt may not even open the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final int TRIES = 10;

  private final Path file;
  private final FileChannel channel;

  private AccountLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock without waiting.
   *
   * @throws AccountFailure of kind LOCKED when somebody holds it, with the process id if known; of
   *     kind CONFIG when the file cannot be made
   */
  public static AccountLock acquire(Path metadata, String account) throws AccountFailure {
    Path file = metadata.toAbsolutePath().normalize().resolve(account + ".lock");
    if (!HELD.add(file)) {
      throw busy(account, Long.toString(ProcessHandle.current().pid()));
    }
    AccountLock lock = null;
    try {
      for (int i = 0; i < TRIES && lock == null; i++) {
        lock = attempt(file, account);
      }
    } catch (IOException e) {
      throw new AccountFailure(
          AccountFailure.Kind.CONFIG, "Cannot write the lock file " + file + ": " + e, e);
    } finally {
      if (lock == null) {
        HELD.remove(file);
      }
    }
    if (lock == null) {
      throw busy(account, "");
    }
    return lock;
  }

  /**
   * Who holds the lock of an account now, without changing anything; for a process that holds none.
   *
   * @return the process id, as far as its file tells; empty when nobody does
   */
  public static Optional<String> holder(Path metadata, String account) throws IOException {
    Path file = metadata.toAbsolutePath().normalize().resolve(account + ".lock");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null ? Optional.of(holder(channel)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static @Nullable AccountLock attempt(Path file, String account)
      throws IOException, AccountFailure {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean kept = false;
    try {
      if (channel.tryLock() == null) {
        throw busy(account, holder(channel));
      }
      kept = isStillTheFile(file, channel);
      return kept ? new AccountLock(file, channel) : null;
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  /**
   * Between our opening and our locking its holder may have deleted the file. Then what we write is
   * not what the name shows. Looked up by size only: opening the name would drop the lock.
   */
  private static boolean isStillTheFile(Path file, FileChannel channel) throws IOException {
    try {
      channel.truncate(0);
      boolean empty = Files.size(file) == 0;
      byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(pid), 0);
      return empty && Files.size(file) == pid.length;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    int read = channel.read(text, 0);
    String pid = new String(text.array(), 0, Math.max(read, 0), StandardCharsets.US_ASCII).strip();
    return pid.matches("[0-9]+") ? pid : "";
  }

  private static AccountFailure busy(String account, String pid) {
    return new AccountFailure(
        AccountFailure.Kind.LOCKED,
        "Could not lock account "
            + account
            + ". Is another instance using this account?"
            + (pid.isEmpty() ? "" : " Process " + pid + " holds it."),
        null);
  }

  /** Deletes the file while it is still ours, then lets go. A second call does nothing. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try {
        Files.deleteIfExists(file);
      } finally {
        channel.close();
        HELD.remove(file);
      }
    }
  }
}
