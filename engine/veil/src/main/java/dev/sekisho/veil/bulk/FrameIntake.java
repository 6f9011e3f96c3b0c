package dev.sekisho.veil.bulk;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.record.Checked;
import dev.sekisho.veil.record.Rejection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks the frames that a service gets in one key epoch: each must follow its household's record, bear its household's
 * signature and come once.
 *
 * <p>Not safe for use by several threads.
 */
public final class FrameIntake {
    private final Map<ByteString, Sender> senders = new HashMap<>();
    private final Set<Place> taken = new HashSet<>();

    /**
     * Notes what a household's record says.
     *
     * @param frameId the household's frame id
     * @param signingKey its Ed25519 key of the epoch
     * @param keys a key for each field that the service is granted
     */
    public void follow(ByteString frameId, ByteString signingKey, Map<String, FrameKey> keys) {
        senders.putIfAbsent(frameId, new Sender(signingKey, Map.copyOf(keys)));
    }

    /**
     * The values of a frame. Turned away are a frame whose record has not come or does not grant the field (POLICY), one that
     * the household did not sign or that does not open (SIGNATURE), and a second one for a slot and part (REPLAYED): two
     * sealed under one nonce would give both away.
     */
    public Checked<ByteString> take(Frame frame) {
        Sender sender = senders.get(frame.frameId());
        FrameKey key = sender == null ? null : sender.keys.get(frame.field());
        if (sender == null || key == null) {
            return Checked.rejected(Rejection.POLICY);
        }
        if (!frame.isSignedBy(sender.signingKey)) {
            return Checked.rejected(Rejection.SIGNATURE);
        }
        Place place = new Place(frame.frameId(), frame.field(), frame.slot(), frame.part());
        if (taken.contains(place)) {
            return Checked.rejected(Rejection.REPLAYED);
        }
        byte[] plain = key.open(frame).orElse(null);
        if (plain == null) {
            return Checked.rejected(Rejection.SIGNATURE);
        }
        taken.add(place);
        return Checked.accepted(ByteString.of(plain));
    }

    private record Sender(ByteString signingKey, Map<String, FrameKey> keys) {}

    private record Place(ByteString frameId, String field, int slot, int part) {}
}
