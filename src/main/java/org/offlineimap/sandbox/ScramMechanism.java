package org.offlineimap.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;

/** SCRAM-SHA-1 and SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding. */
final class ScramMechanism implements Mechanism {
  private static final int ITERATIONS = 4096;
  private static final byte[] SALT = "sandbox salt 16!".getBytes(StandardCharsets.US_ASCII);

  private final Capability capability;
  private final String hash;
  private final String mac;

  ScramMechanism(Capability capability, String hash, String mac) {
    this.capability = capability;
    this.hash = hash;
    this.mac = mac;
  }

  @Override
  public Capability capability() {
    return capability;
  }

  @Override
  public String login(Exchange exchange) throws IOException, Refusal {
    String first = exchange.first();
    String[] parts = first.split(",", 3);
    if (parts.length != 3 || !parts[0].matches("[ny]")) {
      throw Refusal.bad("Not a SCRAM message, or channel binding");
    }
    String bare = parts[2];
    String user = attribute(bare, 'n').replace("=2C", ",").replace("=3D", "=");
    String nonce = attribute(bare, 'r') + Long.toUnsignedString(System.nanoTime(), 36);
    String challenge = "r=" + nonce + ",s=" + base64(SALT) + ",i=" + ITERATIONS;
    String last = exchange.ask(challenge);
    String withoutProof = last.substring(0, Math.max(0, last.lastIndexOf(",p=")));
    String header = base64(Digests.octets(first.substring(0, first.length() - bare.length())));
    if (!withoutProof.equals("c=" + header + ",r=" + nonce)) {
      throw Refusal.bad("Another channel or nonce");
    }
    String signed = bare + "," + challenge + "," + withoutProof;
    byte[] salted = salted(exchange.session().password(user));
    byte[] clientKey = Digests.mac(mac, salted, "Client Key");
    byte[] signature = Digests.mac(mac, Digests.hash(hash, clientKey), signed);
    String proof = base64(Digests.xor(clientKey, signature));
    if (!MessageDigest.isEqual(Digests.octets(proof), Digests.octets(attribute(last, 'p')))) {
      throw Session.wrongPassword();
    }
    byte[] serverKey = Digests.mac(mac, salted, "Server Key");
    exchange.ask("v=" + base64(Digests.mac(mac, serverKey, signed)));
    String identity = parts[1].startsWith("a=") ? parts[1].substring(2) : "";
    return exchange.session().loggedIn(user, identity);
  }

  private static String attribute(String message, char name) throws Refusal {
    for (String part : message.split(",", -1)) {
      if (part.startsWith(name + "=")) {
        return part.substring(2);
      }
    }
    throw Refusal.bad("No attribute " + name);
  }

  /** Hi of RFC 5802 2.2, over the password in the form that RFC 4013 gives it. */
  private byte[] salted(String password) {
    byte[] key = Digests.octets(Normalizer.normalize(password, Normalizer.Form.NFKC));
    byte[] first = new byte[SALT.length + 4];
    System.arraycopy(SALT, 0, first, 0, SALT.length);
    first[first.length - 1] = 1;
    byte[] round = Digests.mac(mac, key, first);
    byte[] result = round;
    for (int i = 1; i < ITERATIONS; i++) {
      round = Digests.mac(mac, key, round);
      result = Digests.xor(result, round);
    }
    return result;
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }
}
