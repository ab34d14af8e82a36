package org.offlineimap.imap.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * Loads a client's certificate and key from PEM: PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA
 * PRIVATE KEY}) or RFC 5915 ({@code EC PRIVATE KEY}). Stateless.
 */
final class ClientKeys {
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  /** AlgorithmIdentifier of rsaEncryption (RFC 8017 A). */
  private static final byte[] RSA = {
    0x30,
    0x0D,
    0x06,
    0x09,
    0x2A,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xF7,
    0x0D,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  /** The object identifier id-ecPublicKey (RFC 5480 2.1.1). */
  private static final byte[] EC = {
    0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01
  };

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private ClientKeys() {}

  static KeyManager[] load(TlsPolicy.Client client) throws IOException, GeneralSecurityException {
    Certificate[] chain = chain(client.certificate());
    PrivateKey key = key(client.key().orElse(client.certificate()));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    char[] nothing = {};
    store.setKeyEntry("client", key, nothing, chain);
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, nothing);
    return factory.getKeyManagers();
  }

  private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> chain = new ArrayList<>();
    for (Pem block : Pem.read(file)) {
      if (block.label().equals("CERTIFICATE")) {
        chain.add(factory.generateCertificate(new ByteArrayInputStream(block.octets())));
      }
    }
    if (chain.isEmpty()) {
      throw new CertificateException("sslclientcert: no certificate in " + file);
    }
    return chain.toArray(new Certificate[0]);
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    for (Pem block : Pem.read(file)) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return key(file, block.octets());
        }
        case "RSA PRIVATE KEY" -> {
          return key(file, pkcs8(RSA, block.octets()));
        }
        case "EC PRIVATE KEY" -> {
          byte[] curve =
              Der.curve(block.octets())
                  .orElseThrow(() -> new CertificateException(file + ": the key names no curve"));
          return key(file, pkcs8(Der.element(SEQUENCE, EC, curve), block.octets()));
        }
        default -> {
          if (block.label().startsWith("ENCRYPTED ")) {
            throw new CertificateException(
                ("sslclientkey: the key in %s has a passphrase; store it without one, readable by"
                        + " you only: openssl pkey -in %s -out FILE")
                    .formatted(file, file));
          }
        }
      }
    }
    throw new CertificateException("sslclientkey: no private key in " + file);
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return Der.element(SEQUENCE, VERSION_0, algorithm, Der.element(OCTET_STRING, key));
  }

  private static PrivateKey key(Path file, byte[] pkcs8) throws GeneralSecurityException {
    GeneralSecurityException refusal = new InvalidKeySpecException("no algorithm");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        refusal = e;
      }
    }
    throw new CertificateException(
        "sslclientkey: the key in " + file + " is none of " + String.join(", ", ALGORITHMS),
        refusal);
  }
}
