package dev.sekisho.extrusion.application;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What kind of application it is, as far as an organisation's policy cares. */
public enum Category {
    PEER_TO_PEER("peer-to-peer", "peer-to-peer file sharing"),
    ANONYMISER("anonymiser", "anonymising or circumvention"),
    REMOTE_CONTROL("remote-control", "remote control"),
    MINING("mining", "cryptocurrency mining"),
    VPN("vpn", "virtual private network"),
    ENCRYPTED_DNS("encrypted-dns", "encrypted DNS to an outside resolver"),
    MESSENGER("messenger", "messenger"),
    STORAGE("storage", "file storage and transfer");

    private final String id;
    private final String text;

    Category(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** The word used in files. */
    public String id() {
        return id;
    }

    /** What it is, in words for the user. */
    public String text() {
        return text;
    }

    /**
     * The category with that id.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that exist
     */
    public static Category of(String id) {
        for (Category category : values()) {
            if (category.id.equals(id)) {
                return category;
            }
        }
        throw new IllegalArgumentException("expected a category out of "
                + Arrays.stream(values()).map(Category::id).collect(Collectors.joining(", ")) + ", but got \"" + id
                + "\"");
    }
}
