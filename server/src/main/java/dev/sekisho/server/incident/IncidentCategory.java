package dev.sekisho.server.incident;

/** What kind of incident it is, as far as one knows. It decides on the tasks that are proposed. */
public enum IncidentCategory {
    MALWARE,
    UNAUTHORIZED_ACCESS,
    DATA_LEAK,
    MISDIRECTED_MAIL,
    LOST_DEVICE,
    PHISHING,
    DENIAL_OF_SERVICE,
    VULNERABILITY,
    POLICY_VIOLATION,
    PARTNER,
    OTHER
}
