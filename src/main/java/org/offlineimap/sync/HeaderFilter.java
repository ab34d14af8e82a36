package org.offlineimap.sync;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.offlineimap.mail.MessageSource;

/**
 * A message without some of its header fields ({@code filterheaders}): their octets are left out,
 * all others stay as they are (rule R3). Confined to one thread.
 */
final class HeaderFilter implements MessageSource {
  private final MessageSource source;
  private final Set<String> unwanted;
  private long octets = -1;

  /** {@code unwanted} names are in lower case. */
  HeaderFilter(MessageSource source, Set<String> unwanted) {
    this.source = source;
    this.unwanted = unwanted;
  }

  /** Lets a message through to {@code out}; closed at its end, which closes {@code out}. */
  static OutputStream through(OutputStream out, Set<String> unwanted) {
    return new Sieve(out, unwanted);
  }

  @Override
  public long wireOctets() throws IOException {
    if (octets < 0) {
      Sieve sieve = new Sieve(OutputStream.nullOutputStream(), unwanted);
      source.writeTo(sieve);
      sieve.end();
      octets = sieve.passed;
    }
    return octets;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Sieve sieve = new Sieve(out, unwanted);
    source.writeTo(sieve);
    sieve.end();
  }

  /** Looks at the beginning of each header line, and lets the rest of it through or not. */
  private static final class Sieve extends FilterOutputStream {
    private static final int LONGEST_NAME = 256;

    private final Set<String> unwanted;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private boolean inHeader = true;
    private boolean undecided = true;
    private boolean dropping;
    private long passed;

    Sieve(OutputStream out, Set<String> unwanted) {
      super(out);
      this.unwanted = unwanted;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      int at = from;
      while (inHeader && at < from + length) {
        header(octets[at++]);
      }
      pass(octets, at, from + length - at);
    }

    private void header(byte octet) throws IOException {
      if (undecided) {
        beginning.write(octet);
        if (octet == ':' || octet == '\n' || isFolded() || beginning.size() == LONGEST_NAME) {
          decide();
        }
      } else if (!dropping) {
        pass(new byte[] {octet}, 0, 1);
      }
      if (octet == '\n') {
        undecided = inHeader;
      }
    }

    /** A line that begins with a blank belongs to the field before it. */
    private boolean isFolded() {
      byte first = beginning.toByteArray()[0];
      return first == ' ' || first == '\t';
    }

    private void decide() throws IOException {
      byte[] line = beginning.toByteArray();
      String text = new String(line, StandardCharsets.ISO_8859_1);
      if (!isFolded()) {
        String name = text.endsWith(":") ? text.substring(0, text.length() - 1).strip() : "";
        dropping = unwanted.contains(name.toLowerCase(Locale.ROOT));
        inHeader = !text.strip().isEmpty();
      }
      beginning.reset();
      undecided = false;
      if (!dropping) {
        pass(line, 0, line.length);
      }
    }

    private void pass(byte[] octets, int from, int length) throws IOException {
      out.write(octets, from, length);
      passed += length;
    }

    /** A message that ends in the middle of a header line. */
    void end() throws IOException {
      if (beginning.size() > 0) {
        decide();
      }
    }

    @Override
    public void close() throws IOException {
      end();
      super.close();
    }
  }
}
