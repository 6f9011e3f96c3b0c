package dev.sekisho.server.ledger;

/**
 * The log as its page shows it.
 *
 * @param name of the log
 * @param size entries in it
 * @param root of its tree, in Base64
 * @param key by which its checkpoints are checked
 */
public record LogView(String name, long size, String root, String key) {}
