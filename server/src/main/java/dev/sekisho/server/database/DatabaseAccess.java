package dev.sekisho.server.database;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The way to a database: its address and the password of the role that owns everything in it. The application logs in
 * as another role, which owns nothing; its password follows from the owner's, so that two servers on one database agree
 * on it without a word. {@link #toString()} tells neither.
 */
public final class DatabaseAccess {
    /** The role as which the application works. It is bound by the policies of row-level security. */
    public static final String APPLICATION_ROLE = "sekisho_application";

    /** The environment variable that holds the owner's password of a database of the operator's own. */
    public static final String PASSWORD_VARIABLE = "SEKISHO_DATABASE_PASSWORD";

    private final String url;
    private final String ownerRole;
    private final String ownerPassword;

    /** Takes a JDBC address without credentials. */
    public DatabaseAccess(String url, String ownerRole, String ownerPassword) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "the database's address must begin with jdbc:postgresql:, but is \"" + url + "\"");
        }
        this.url = url;
        this.ownerRole = Objects.requireNonNull(ownerRole);
        this.ownerPassword = Objects.requireNonNull(ownerPassword);
    }

    /**
     * A database of the operator's own: its address with the owner's name in {@code user=}, the password from the
     * environment.
     */
    public static DatabaseAccess given(String url, Map<String, String> environment) throws IOException {
        Matcher user = Pattern.compile("[?&]user=([^&]+)").matcher(url);
        String password = environment.get(PASSWORD_VARIABLE);
        if (!user.find() || password == null || password.isEmpty()) {
            throw new IOException("a database of your own needs the owner's name in its address, as ?user=NAME, and the"
                    + " password in " + PASSWORD_VARIABLE);
        }
        String owner = URLDecoder.decode(user.group(1), StandardCharsets.UTF_8);
        String address = user.replaceFirst("").replaceFirst("^([^?]*)&", "$1?");
        return new DatabaseAccess(address, owner, password);
    }

    public String url() {
        return url;
    }

    String ownerRole() {
        return ownerRole;
    }

    String ownerPassword() {
        return ownerPassword;
    }

    /** A connection of the role that owns everything: for setting up, backups and restorations alone. */
    public Connection connectAsOwner() throws SQLException {
        return DriverManager.getConnection(url, ownerRole, ownerPassword);
    }

    /** The password of {@link #APPLICATION_ROLE}, in hexadecimal. */
    public String applicationPassword() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(ownerPassword.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(APPLICATION_ROLE.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "database at " + url;
    }
}
