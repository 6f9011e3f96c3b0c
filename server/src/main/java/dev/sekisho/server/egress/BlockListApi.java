package dev.sekisho.server.egress;

import dev.sekisho.extrusion.alert.BlockList;
import dev.sekisho.server.console.ApiPage;
import dev.sekisho.server.console.EntityTag;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Servers to block, for programs: entries, and the lists that proxies and resolvers fetch with a token that is limited to
 * {@code block.read}.
 */
@RestController
@RequestMapping("/api/v1/blocks")
@Tag(name = "blocks")
class BlockListApi {
    private final Blocks blocks;

    BlockListApi(Blocks blocks) {
        this.blocks = blocks;
    }

    @GetMapping
    @Requires(EgressPermissions.BLOCK_READ)
    @Operation(summary = "Lists entries", description = "Search with q, filter.state and filter.unit.")
    ApiPage<Blocks.Block> list(@Parameter(hidden = true) ListQuery query) {
        return ApiPage.of(blocks.slice(query), block -> block);
    }

    @GetMapping(path = "/plain.txt", produces = MediaType.TEXT_PLAIN_VALUE)
    @Requires(EgressPermissions.BLOCK_READ)
    @Operation(summary = "The approved servers, one a line", description = "unit limits it to a unit and all below.")
    String plain(@RequestParam(required = false) @Nullable UUID unit) {
        return list(unit).toPlainText();
    }

    @GetMapping(path = "/squid.conf", produces = MediaType.TEXT_PLAIN_VALUE)
    @Requires(EgressPermissions.BLOCK_READ)
    @Operation(summary = "The approved servers as access rules for Squid")
    String squid(@RequestParam(required = false) @Nullable UUID unit) {
        return list(unit).toSquid();
    }

    @GetMapping(path = "/rpz.zone", produces = MediaType.TEXT_PLAIN_VALUE)
    @Requires(EgressPermissions.BLOCK_READ)
    @Operation(summary = "The approved servers as a response policy zone")
    String zone(@RequestParam(required = false) @Nullable UUID unit) {
        return list(unit).toResponsePolicyZone(blocks.changed().orElse(Instant.EPOCH));
    }

    private BlockList list(@Nullable UUID unit) {
        return new BlockList(Set.copyOf(blocks.approved(unit)));
    }

    @GetMapping("/{id}")
    @Requires(EgressPermissions.BLOCK_READ)
    @Operation(summary = "Reads an entry")
    ResponseEntity<Blocks.Block> one(@PathVariable UUID id) {
        Blocks.Block block = blocks.get(id);
        return EntityTag.tagged(block, block.version());
    }

    @PostMapping
    @Requires(EgressPermissions.BLOCK_PROPOSE)
    @Operation(summary = "Proposes a server")
    ResponseEntity<Blocks.Block> propose(@RequestBody NewBlock proposed) {
        Blocks.Block added = blocks.propose(proposed.unit(), proposed.server(), proposed.reason(), null);
        return ResponseEntity.created(URI.create("/api/v1/blocks/" + added.id()))
                .eTag("\"" + added.version() + "\"")
                .body(added);
    }

    @PostMapping("/{id}/approve")
    @Requires(EgressPermissions.BLOCK_APPROVE)
    @Operation(summary = "Approves a proposal of somebody else", description = "Needs If-Match.")
    ResponseEntity<Blocks.Block> approve(
            @PathVariable UUID id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Blocks.Block block = blocks.approve(id, EntityTag.required(ifMatch));
        return EntityTag.tagged(block, block.version());
    }

    @PostMapping("/{id}/end")
    @Requires(EgressPermissions.BLOCK_APPROVE)
    @Operation(summary = "Ends an entry, or turns a proposal down", description = "Needs If-Match.")
    ResponseEntity<Blocks.Block> end(
            @PathVariable UUID id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Blocks.Block block = blocks.end(id, EntityTag.required(ifMatch));
        return EntityTag.tagged(block, block.version());
    }

    /** A server that is to be proposed. */
    record NewBlock(UUID unit, String server, String reason) {}
}
