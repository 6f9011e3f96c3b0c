package dev.sekisho.server.notice;

import java.util.UUID;

/** Somebody who is told, and where mail reaches him. */
public record Recipient(UUID account, UUID unit, String name, String address) {}
