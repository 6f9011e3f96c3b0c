/**
 * Lists and reports that leave the server as files, and files that come in. {@link
 * dev.sekisho.server.exchange.SheetFormat} writes lists, {@link dev.sekisho.server.exchange.PdfReport} writes documents.
 * What a cell holds can never run as a formula.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.sekisho.server.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
