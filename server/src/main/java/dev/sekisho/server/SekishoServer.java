package dev.sekisho.server;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** The application: all rooms together. */
@Modulithic(systemName = "Sekisho")
@SpringBootApplication
class SekishoServer {}
