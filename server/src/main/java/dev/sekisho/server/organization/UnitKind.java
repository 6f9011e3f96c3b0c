package dev.sekisho.server.organization;

/** What a unit is. */
public enum UnitKind {
    GROUP,
    BUSINESS_UNIT,
    DIVISION,
    DEPARTMENT,
    COMPANY,
    OVERSEAS_COMPANY,
    PARTNER
}
