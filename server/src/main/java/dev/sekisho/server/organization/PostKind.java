package dev.sekisho.server.organization;

/** What somebody is in a unit. */
public enum PostKind {
    HEAD,
    DEPUTY,
    ACTING,
    DELEGATE,
    SECURITY_MANAGER,
    SMF_MANAGER
}
