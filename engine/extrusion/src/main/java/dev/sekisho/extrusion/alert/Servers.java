package dev.sekisho.extrusion.alert;

import java.util.regex.Pattern;

/** What the name of a server can be used for. */
final class Servers {
    private static final Pattern DOMAIN_NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

    private Servers() {}

    static boolean isAddress(String server) {
        return IPV4.matcher(server).matches() || IPV6.matcher(server).matches();
    }

    /** Whether it is a name that DNS could resolve, so that nothing else ever reaches a block list. */
    static boolean isDomainName(String server) {
        return !isAddress(server) && DOMAIN_NAME.matcher(server).matches();
    }
}
