package dev.sekisho.server.scope;

import java.util.UUID;

/** The roles that exist from the start. Customers make more of their own out of permissions. */
public enum BuiltInRole {
    ADMINISTRATOR(0x10, "Administrator", "管理者"),
    SECURITY_OFFICER(0x11, "Security officer", "セキュリティ統括"),
    UNIT_MANAGER(0x12, "Unit manager", "部門責任者"),
    AUDITOR(0x13, "Auditor", "監査人"),
    CERT_MEMBER(0x14, "CERT member", "CERT要員"),
    PARTNER_CONTACT(0x15, "Partner contact", "取引先窓口"),
    EMPLOYEE(0x16, "Employee", "従業員"),
    EXECUTIVE(0x17, "Executive", "経営層");

    private final UUID id;
    private final String english;
    private final String japanese;

    BuiltInRole(int number, String english, String japanese) {
        this.id = new UUID(0x0000_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
        this.english = english;
        this.japanese = japanese;
    }

    public UUID id() {
        return id;
    }

    public String english() {
        return english;
    }

    public String japanese() {
        return japanese;
    }
}
