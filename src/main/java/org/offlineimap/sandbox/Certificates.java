package org.offlineimap.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of a server on this machine, for {@code localhost} and 127.0.0.1, made once by
 * the JDK's {@code keytool} in a directory that the caller names: self-signed, or signed by an
 * authority as most are. A client that takes {@link #certificatePem} as its CA file verifies it as
 * it would any other. Immutable.
 */
public final class Certificates {
  /** Keeps no secret: the key file is protected by its directory, and is worth nothing. */
  private static final String PASSWORD = "sandbox";

  private static final String ALIAS = "sandbox";
  private static final String AUTHORITY = "authority";
  private static final String KEY_STORE = "sandbox.p12";
  private static final String CERTIFICATE = "sandbox-ca.pem";

  private final Path directory;
  private final KeyStore keyStore;

  private Certificates(Path directory, KeyStore keyStore) {
    this.directory = directory;
    this.keyStore = keyStore;
  }

  /**
   * The certificate in {@code directory}, made first if it is not there.
   *
   * @throws IOException when {@code keytool} is missing or fails, or the files cannot be used
   */
  public static Certificates in(Path directory) throws IOException {
    return in(directory, "localhost");
  }

  /** The same for another common name: a client's certificate, say, that names its user. */
  public static Certificates in(Path directory, String commonName) throws IOException {
    return in(directory, store -> run(selfSigned(store, commonName)));
  }

  /**
   * One that an authority with an RSA key has signed, whose certificate is {@link #certificatePem}.
   */
  public static Certificates signed(Path directory) throws IOException {
    return in(
        directory,
        store -> {
          run(authority(store));
          run(signedKeys(store));
        });
  }

  private interface Maker {
    void make(Path store) throws IOException;
  }

  private static Certificates in(Path directory, Maker maker) throws IOException {
    Files.createDirectories(directory);
    Path store = directory.resolve(KEY_STORE);
    if (!Files.exists(store)) {
      Path unfinished = Files.createTempFile(directory, "keys", ".p12");
      Files.delete(unfinished);
      maker.make(unfinished);
      Files.move(unfinished, store, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(new ByteArrayInputStream(Files.readAllBytes(store)), PASSWORD.toCharArray());
      Certificate[] chain = keys.getCertificateChain(ALIAS);
      byte[] certificate = chain[chain.length - 1].getEncoded();
      Files.writeString(directory.resolve(CERTIFICATE), pem("CERTIFICATE", certificate));
      return new Certificates(directory, keys);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read the certificate in " + store, e);
    }
  }

  private static void run(List<String> arguments) throws IOException {
    Path tool = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "keytool");
    List<String> command = new ArrayList<>(List.of(tool.toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool could not make a certificate: " + output.strip());
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while making a certificate", e);
    }
  }

  private static List<String> selfSigned(Path store, String commonName) {
    List<String> arguments = new ArrayList<>(serverKeys(store, commonName));
    arguments.addAll(List.of("-ext", "BC:critical=ca:true"));
    arguments.addAll(List.of("-ext", "KU=digitalSignature,keyCertSign"));
    return arguments;
  }

  private static List<String> signedKeys(Path store) {
    List<String> arguments = new ArrayList<>(serverKeys(store, "localhost"));
    arguments.addAll(List.of("-ext", "KU=digitalSignature", "-signer", AUTHORITY));
    return arguments;
  }

  private static List<String> serverKeys(Path store, String commonName) {
    List<String> arguments = new ArrayList<>(keys(store, ALIAS, commonName));
    arguments.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    arguments.addAll(List.of("-ext", "SAN=dns:localhost,ip:127.0.0.1"));
    arguments.addAll(List.of("-ext", "EKU=serverAuth,clientAuth"));
    return arguments;
  }

  private static List<String> authority(Path store) {
    List<String> arguments = new ArrayList<>(keys(store, AUTHORITY, "authority"));
    arguments.addAll(List.of("-keyalg", "RSA", "-keysize", "2048"));
    arguments.addAll(List.of("-ext", "BC:critical=ca:true", "-ext", "KU=keyCertSign,cRLSign"));
    return arguments;
  }

  private static List<String> keys(Path store, String alias, String commonName) {
    return List.of(
        "-genkeypair",
        "-alias",
        alias,
        "-validity",
        "3650",
        "-dname",
        "CN=" + commonName + ", O=OfflineIMAP sandbox",
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-keystore",
        store.toString());
  }

  /** Who vouches for it, as a PEM file: what a client names as its CA file. */
  public Path certificatePem() {
    return directory.resolve(CERTIFICATE);
  }

  /** The private key as PEM text, for another server that is to use the same certificate. */
  public String privateKeyPem() {
    try {
      byte[] key = keyStore.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
      return pem("PRIVATE KEY", key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key store was readable a moment ago", e);
    }
  }

  /** A TLS context that presents this certificate, and trusts that of {@code clients}. */
  SSLContext context(Optional<Certificates> clients) throws IOException {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(keyStore, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust(clients), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot use the certificate in " + directory, e);
    }
  }

  private static TrustManager @Nullable [] trust(Optional<Certificates> clients)
      throws GeneralSecurityException, IOException {
    if (clients.isEmpty()) {
      return null;
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("client", clients.get().keyStore.getCertificate(ALIAS));
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(trusted);
    return managers.getTrustManagers();
  }

  private static String pem(String kind, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }
}
