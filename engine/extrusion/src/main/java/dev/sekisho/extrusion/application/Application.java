package dev.sekisho.extrusion.application;

/**
 * An application that can be recognised.
 *
 * @param id short name used in files, lower case with hyphens
 * @param name name as its users write it
 * @param category what kind it is
 */
public record Application(String id, String name, Category category) {

    public Application {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "application id must be lower-case words joined by hyphens, but is \"" + id + "\"");
        }
    }
}
