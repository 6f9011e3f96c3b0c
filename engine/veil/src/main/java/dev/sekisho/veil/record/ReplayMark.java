package dev.sekisho.veil.record;

import dev.sekisho.veil.hash.ByteString;

/**
 * By what an accepted message is known again.
 *
 * @param slot its slot: once that is closed nobody has to remember it
 * @param mark bytes that no other accepted message of the slot has
 */
public record ReplayMark(int slot, ByteString mark) {}
