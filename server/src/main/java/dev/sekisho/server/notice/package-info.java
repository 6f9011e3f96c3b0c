/**
 * What people are told: an inbox for everybody, and mail. A room declares its {@link
 * dev.sekisho.server.notice.NoticeKind}s as beans and announces through {@link dev.sekisho.server.notice.Notices}, in the
 * transaction in which the thing happened; both are committed or neither.
 *
 * <p>What is announced is in the inbox of everybody whom it concerns, once. A mail is handed to the mail server once: it is
 * tried again only while it is certain that the server did not take it. Where a crash leaves that open, which it can for as
 * long as one answer of the mail server takes, the mail counts as in doubt and is not sent again by itself.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "scope", "exchange", "console"})
package dev.sekisho.server.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
