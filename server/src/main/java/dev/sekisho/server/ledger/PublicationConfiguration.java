package dev.sekisho.server.ledger;

import dev.sekisho.ledger.log.CheckpointPublisher;
import dev.sekisho.ledger.log.FolderPublisher;
import dev.sekisho.ledger.log.UrlPublisher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where checkpoints are published, if anywhere: a folder, or an address that begins with https. */
@Configuration(proxyBeanMethods = false)
class PublicationConfiguration {
    @Bean
    @ConditionalOnProperty("sekisho.ledger.publish")
    CheckpointPublisher checkpointPublisher(@Value("${sekisho.ledger.publish}") String place) throws IOException {
        return place.startsWith("https://")
                ? new UrlPublisher(HttpClient.newHttpClient(), URI.create(place.endsWith("/") ? place : place + "/"))
                : new FolderPublisher(Path.of(place));
    }
}
