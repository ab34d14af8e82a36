package org.offlineimap.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;
import org.offlineimap.mail.SyncException.RepositoryFailure;

/**
 * Where a refresh token is exchanged for an access token (RFC 6749 6). No message ever shows what
 * was sent, nor a token. Immutable; thread-safe.
 */
public final class TokenEndpoint {
  private static final int TLS_PORT = 443;
  private static final int PLAIN_PORT = 80;
  private static final int LONGEST_COMPLAINT = 300;

  private final Dial dial;

  /** An endpoint that is connected to by {@code dial}. */
  public TokenEndpoint(Dial dial) {
    this.dial = dial;
  }

  /** What is sent. */
  record Request(Optional<Secret> clientId, Optional<Secret> clientSecret, Secret refreshToken) {
    private byte[] form() {
      StringBuilder form = new StringBuilder("grant_type=refresh_token");
      clientId.ifPresent(id -> add(form, "client_id", id));
      clientSecret.ifPresent(secret -> add(form, "client_secret", secret));
      add(form, "refresh_token", refreshToken);
      return form.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void add(StringBuilder form, String name, Secret value) {
      String encoded =
          value.use(
              characters -> URLEncoder.encode(new String(characters), StandardCharsets.UTF_8));
      form.append('&').append(name).append('=').append(encoded);
    }

    private String masked(String text) {
      String masked = refreshToken.maskIn(text);
      masked = clientSecret.isPresent() ? clientSecret.get().maskIn(masked) : masked;
      return clientId.isPresent() ? clientId.get().maskIn(masked) : masked;
    }
  }

  /**
   * What comes back.
   *
   * @param lifetime how long the token is good; empty when the endpoint does not say
   * @param refreshToken a new one, which replaces the old
   */
  record Answer(Secret token, Optional<Duration> lifetime, Optional<Secret> refreshToken) {}

  Answer refresh(String repository, String url, Request request) throws SyncException {
    Words words = new Words("OAuth2 of repository '" + repository + "': ");
    URI uri = uri(url, words);
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int usual = tls ? TLS_PORT : PLAIN_PORT;
    HttpPost.Answer answer;
    try (Dial.Line line = dial.to(uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort(), tls)) {
      answer = HttpPost.send(line, uri, request.form());
    } catch (IOException e) {
      throw words.later("the token endpoint " + uri.getHost() + ": " + e.getMessage(), e);
    }
    return judge(answer, request, words);
  }

  private static URI uri(String url, Words words) throws AccountFailure {
    try {
      URI uri = new URI(url.strip());
      boolean known =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      if (known && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw words.never("oauth2_request_url is no address: " + url);
    }
    throw words.never("oauth2_request_url is no https:// address: " + url);
  }

  private static Answer judge(HttpPost.Answer answer, Request request, Words words)
      throws SyncException {
    Map<String, String> fields;
    try {
      fields = fields(answer.body());
    } catch (IOException e) {
      // The parser's words quote the text.
      String text = "the token endpoint answered %d and no JSON".formatted(answer.status());
      throw answer.status() / 100 == 5 ? words.later(text, null) : words.never(text);
    }
    String token = fields.getOrDefault("access_token", "");
    if (token.isEmpty() || fields.containsKey("error")) {
      String text = request.masked(complaint(answer.status(), fields));
      throw answer.status() / 100 == 5 ? words.later(text, null) : words.never(text);
    }
    return new Answer(
        Secret.ofText(token),
        Optional.of(fields.getOrDefault("expires_in", ""))
            .filter(seconds -> seconds.matches("\\d{1,9}(\\.\\d+)?"))
            .map(seconds -> Duration.ofSeconds((long) Double.parseDouble(seconds))),
        Optional.ofNullable(fields.get("refresh_token"))
            .filter(text -> !text.isEmpty())
            .map(Secret::ofText));
  }

  private static String complaint(int status, Map<String, String> fields) {
    String error = fields.getOrDefault("error", "status " + status + " without a token");
    String description = fields.getOrDefault("error_description", "");
    String way =
        error.equals("invalid_grant")
            ? ". The refresh token is no longer good: get a new one and put it into the"
                + " configuration"
            : "";
    String text = error + (description.isEmpty() ? "" : " (" + description + ")");
    return "the token endpoint refused: "
        + text.substring(0, Math.min(text.length(), LONGEST_COMPLAINT))
        + way;
  }

  /** The members of the outer object that are plain values. */
  private static Map<String, String> fields(byte[] json) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isScalarValue()) {
          fields.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
    return fields;
  }

  /** Failures that begin the same way. */
  private record Words(String start) {
    AccountFailure never(String what) {
      return new AccountFailure(AccountFailure.Kind.AUTH, start + what, null);
    }

    RepositoryFailure later(String what, @org.jspecify.annotations.Nullable Throwable cause) {
      return new RepositoryFailure(start + what, cause, true);
    }
  }
}
