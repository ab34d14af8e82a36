package org.offlineimap.daemon;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * A Unix datagram socket that only sends: what sd_notify(3) needs, and what the JDK has not. Linux
 * only; loaded only when a service manager asks for it. Thread-safe: a datagram is sent in one
 * call.
 */
final class NotifySocket implements ServiceManager.Line {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;

  /** Of sun_path in unix(7). */
  private static final int MOST_PATH = 108;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET =
      function(
          "socket",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));

  private static final MethodHandle SENDTO =
      function(
          "sendto",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT));

  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private final byte[] address;
  private final int descriptor;

  private NotifySocket(byte[] address, int descriptor) {
    this.address = address;
    this.descriptor = descriptor;
  }

  /** Restricted, because a wrong signature could do anything: these three are of POSIX. */
  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
  }

  /**
   * Opens a socket for this address: a path, or {@code @} and a name in the abstract name space.
   *
   * @throws IOException the address is none, or no socket can be had
   */
  static NotifySocket open(String address) throws IOException {
    byte[] octets = address.getBytes(StandardCharsets.UTF_8);
    boolean usable = address.startsWith("/") || address.startsWith("@");
    if (!usable || octets.length < 2 || octets.length >= MOST_PATH) {
      throw new IOException("'" + address + "' is no address of a Unix socket");
    }
    if (address.startsWith("@")) {
      octets[0] = 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int descriptor = (int) SOCKET.invokeExact(state, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      if (descriptor < 0) {
        throw failure("socket", state);
      }
      return new NotifySocket(octets, descriptor);
    } catch (Throwable e) {
      throw unwrapped(e);
    }
  }

  @Override
  public void send(String message) throws IOException {
    byte[] octets = message.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, octets);
      // sockaddr_un: the family, then the path; a name in the abstract space has no end mark.
      int length = Short.BYTES + address.length + (address[0] == 0 ? 0 : 1);
      MemorySegment place = arena.allocate(Short.BYTES + MOST_PATH, Short.BYTES);
      place.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(address, 0, place, ValueLayout.JAVA_BYTE, Short.BYTES, address.length);
      long sent =
          (long)
              SENDTO.invokeExact(
                  state, descriptor, text, (long) octets.length, MSG_NOSIGNAL, place, length);
      if (sent < 0) {
        throw failure("sendto", state);
      }
    } catch (Throwable e) {
      throw unwrapped(e);
    }
  }

  @Override
  public void close() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      if ((int) CLOSE.invokeExact(state, descriptor) < 0) {
        throw failure("close", state);
      }
    } catch (Throwable e) {
      throw unwrapped(e);
    }
  }

  private static IOException failure(String call, MemorySegment state) {
    return new IOException(call + ": error " + state.get(ValueLayout.JAVA_INT, ERRNO));
  }

  private static IOException unwrapped(Throwable e) {
    return switch (e) {
      case IOException failure -> failure;
      case RuntimeException bug -> throw bug;
      case Error bug -> throw bug;
      default -> new IOException(e);
    };
  }
}
