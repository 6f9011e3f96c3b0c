package dev.sekisho.server.exchange;

import java.util.Locale;

/**
 * What stands at the top and the bottom of a file, in the language of the one who asked for it.
 *
 * @param title what the file is about
 * @param made when it was made, in words
 * @param pageOf such as {@code Page {0} of {1}}
 * @param locale the language, for the places where lines may break
 */
public record DocumentHeading(String title, String made, String pageOf, Locale locale) {
    String page(int number, int of) {
        return pageOf.replace("{0}", Integer.toString(number)).replace("{1}", Integer.toString(of));
    }
}
