package dev.sekisho.server.identity;

import java.io.Serializable;
import java.util.UUID;

/** Whom a session or a token belongs to. */
record SignedInAccount(UUID id, String name) implements Serializable {}
