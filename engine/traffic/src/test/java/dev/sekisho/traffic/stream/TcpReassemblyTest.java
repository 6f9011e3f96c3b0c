package dev.sekisho.traffic.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.packet.TransportPacket;
import org.junit.jupiter.api.Test;

class TcpReassemblyTest {
    @Test
    void handsOnBothDirectionsInOrder() {
        var script = new SegmentScript().handshake();

        script.client(0, "GET", 0).server(0, "OK", 3).client(3, " more", 2);

        assertThat(script.seen.both).hasToString(">GET<OK> more");
        assertThat(script.losses.isEmpty()).isTrue();
    }

    @Test
    void ordersSegmentsThatOvertookEachOther() {
        var script = new SegmentScript().handshake();

        script.client(6, "ghi", 0).client(3, "def", 0).client(0, "abc", 0);

        assertThat(script.seen.client).hasToString("abcdefghi");
        assertThat(script.reassembly.waitingBytes()).isZero();
    }

    @Test
    void countsRetransmittedBytesOnce() {
        var script = new SegmentScript().handshake();

        script.client(0, "abc", 0).client(0, "abc", 0).client(0, "abcdef", 0).client(2, "cd", 0);

        assertThat(script.seen.client).hasToString("abcdef");
        assertThat(script.reassembly.bytes(true)).isEqualTo(6);
    }

    @Test
    void keepsBytesHandedOnAgainstALaterOverlap() {
        var script = new SegmentScript().handshake();

        script.client(0, "abcd", 0).client(2, "XXef", 0);

        assertThat(script.seen.client).hasToString("abcdef");
    }

    @Test
    void prefersTheLowerSequenceNumberAmongWaitingSegmentsThatOverlap() {
        var script = new SegmentScript().handshake();

        script.client(4, "YYYY", 0).client(2, "XXXX", 0).client(0, "ab", 0);

        assertThat(script.seen.client).hasToString("abXXXXYY");
    }

    @Test
    void followsSequenceNumbersAcrossTheirWrap() {
        var script = new SegmentScript(-4, Integer.MAX_VALUE - 1).handshake();

        script.client(0, "abc", 0).client(6, "ghi", 0).client(3, "def", 0).server(0, "12345", 9);

        assertThat(script.seen.client).hasToString("abcdefghi");
        assertThat(script.seen.server).hasToString("12345");
    }

    @Test
    void takesAHoleThatTheReceiverAcknowledgedAsLost() {
        var script = new SegmentScript().handshake();

        script.client(0, "abc", 0)
                .client(8, "ijk", 0)
                .server(0, "", 11)
                .later(100)
                .server(0, "", 11);

        assertThat(script.seen.client).hasToString("abc[5]ijk");
        assertThat(script.reassembly.bytes(true)).isEqualTo(11);
        assertThat(script.losses.count(Reason.LOST_SEGMENT)).isEqualTo(1);
    }

    @Test
    void waitsForBytesThatWereCapturedAfterTheirAcknowledgement() {
        var script = new SegmentScript().handshake();

        script.server(0, "", 3).client(0, "abc", 0);

        assertThat(script.seen.client).hasToString("abc");
        assertThat(script.losses.isEmpty()).isTrue();
    }

    @Test
    void handsOnAQuestionBeforeTheAnswerThatWasCapturedFirst() {
        var script = new SegmentScript().handshake();

        script.server(0, "answer", 8).client(0, "question", 0);

        assertThat(script.seen.both).hasToString(">question<answer");
    }

    @Test
    void declaresALostQuestionBeforeItsAnswer() {
        var script = new SegmentScript().handshake();

        script.server(0, "answer", 8).later(100).client(8, "", 6);

        assertThat(script.seen.both).hasToString(">[8]<answer");
    }

    @Test
    void givesUpWaitingWhenTooMuchWaits() {
        var script = new SegmentScript().handshake();
        String piece = "x".repeat(1000);

        for (int i = 0; i < 300; i++) {
            script.client(10 + 1000 * i, piece, 0);
        }

        assertThat(script.seen.client).startsWith("[10]xxx");
        assertThat(script.reassembly.waitingBytes()).isLessThanOrEqualTo(TcpReassembly.MAX_WAITING_BYTES);
    }

    @Test
    void givesUpWaitingWhenTooManySegmentsWait() {
        var script = new SegmentScript().handshake();

        for (int i = 0; i < 2000; i++) {
            script.client(1 + 2 * i, "x", 0);
        }
        script.flush();

        assertThat(script.seen.client).startsWith("[1]x[1]x");
        assertThat(script.reassembly.bytes(true)).isEqualTo(4000);
    }

    @Test
    void handsOnWhatWaitsWhenTheConnectionEnds() {
        var script = new SegmentScript().handshake();

        script.client(0, "ab", 0).client(5, "f", 0).flush();

        assertThat(script.seen.client).hasToString("ab[3]f");
    }

    @Test
    void leavesOutAnUnprovenSegmentFarAheadAtTheEnd() {
        var script = new SegmentScript().handshake();

        script.client(0, "ab", 0)
                .client(500_000_000, "forged", 0)
                .client(2, "cd", 0)
                .flush();

        assertThat(script.seen.client).hasToString("abcd");
        assertThat(script.reassembly.bytes(true)).isEqualTo(4);
    }

    @Test
    void doesNotBelieveAnAcknowledgementFarAhead() {
        var script = new SegmentScript().handshake();

        script.client(0, "ab", 0)
                .server(0, "", 500_000_000)
                .later(100)
                .server(0, "x", 2)
                .client(2, "cd", 1);

        assertThat(script.seen.client).hasToString("abcd");
        assertThat(script.losses.isEmpty()).isTrue();
    }

    @Test
    void doesNotTakeKeepAliveProbesForData() {
        var script = new SegmentScript().handshake();

        script.client(0, "abc", 0)
                .client(2, "\0", 0)
                .server(0, "", 3)
                .client(2, "", 0)
                .client(3, "d", 0);

        assertThat(script.seen.client).hasToString("abcd");
        assertThat(script.reassembly.bytes(true)).isEqualTo(4);
    }

    @Test
    void doesNotTakeAProbeForDataWhereTheConnectionWasOpenBefore() {
        var script = new SegmentScript();

        script.client(9, "\0", 0).client(10, "abc", 0);

        assertThat(script.seen.client).hasToString("abc");
    }

    @Test
    void picksUpAConnectionInTheMiddle() {
        var script = new SegmentScript();

        script.client(700, "abc", 5000).server(5000, "123", 703).client(703, "def", 5003);

        assertThat(script.seen.both).hasToString(">abc<123>def");
        assertThat(script.losses.isEmpty()).isTrue();
    }

    @Test
    void assumesNothingOfADirectionThatIsNeverHeard() {
        var script = new SegmentScript().segment(true, TransportPacket.SYN, -1, 0, "");

        script.client(0, "abc", 0).client(3, "def", 1000).later(1000).client(6, "ghi", 50_000);

        assertThat(script.seen.both).hasToString(">abc>def>ghi");
        assertThat(script.losses.isEmpty()).isTrue();
    }

    @Test
    void choosesOfTwoSynAcksTheOneThatTheClientAcknowledges() {
        var script = new SegmentScript();
        script.segment(true, TransportPacket.SYN, -1, 0, "");
        script.segment(false, TransportPacket.SYN | TransportPacket.ACK, -1, 0, "");
        script.segment(false, TransportPacket.SYN | TransportPacket.ACK, 77_777, 0, "");

        script.client(0, "question", 0).server(0, "answer", 8);

        assertThat(script.seen.both).hasToString(">question<answer");
        assertThat(script.losses.isEmpty()).isTrue();
    }

    @Test
    void reportsHalfCloseAndGoesOnWithTheOtherSide() {
        var script = new SegmentScript().handshake();

        script.client(0, "all", 0).clientFin(3).server(0, "still", 4).server(5, " here", 4);

        assertThat(script.seen.both).hasToString(">all>|<still< here");
        assertThat(script.reassembly.isClosed()).isFalse();
    }

    @Test
    void isClosedWhenBothSidesAreDone() {
        var script = new SegmentScript().handshake();

        script.client(0, "a", 0).clientFin(1).server(0, "b", 2).serverFin(1, 2);

        assertThat(script.reassembly.isClosed()).isTrue();
        assertThat(script.seen.both).hasToString(">a>|<b<|");
    }

    @Test
    void holdsTheEndBackUntilMissingBytesCame() {
        var script = new SegmentScript().handshake();

        script.clientFin(3).client(0, "abc", 0);

        assertThat(script.seen.client).hasToString("abc|");
    }

    @Test
    void takesANumberAcknowledgedWithoutByteAsAFinThatWasNotCaptured() {
        var script = new SegmentScript().handshake();

        script.client(0, "abc", 0).server(0, "", 4).later(100).serverFin(0, 4);

        assertThat(script.seen.client).hasToString("abc|");
        assertThat(script.reassembly.bytes(true)).isEqualTo(3);
    }

    @Test
    void ignoresDataBehindTheEnd() {
        var script = new SegmentScript().handshake();

        script.client(0, "abc", 0).clientFin(3).client(4, "zzz", 0).client(3, "q", 0);

        assertThat(script.seen.client).hasToString("abc|");
    }

    @Test
    void reportsTheRestOfACutPacketAsGap() {
        var script = new SegmentScript().handshake();

        script.cut(true, TransportPacket.ACK, 0, 0, "abc", 10).client(10, "k", 0);

        assertThat(script.seen.client).hasToString("abc[7]k");
    }

    @Test
    void takesDataInsideTheSyn() {
        var script = new SegmentScript();

        script.segment(true, TransportPacket.SYN, -1, 0, "early")
                .segment(false, TransportPacket.SYN | TransportPacket.ACK, -1, 5, "")
                .client(5, " bird", 0);

        assertThat(script.seen.client).hasToString("early bird");
    }

    @Test
    void stopsWaitingForADirectionThatLosesOften() {
        var script = new SegmentScript().handshake();
        for (int i = 0; i < 6; i++) {
            script.server(10 * i, "0123456789", 100 * (i + 1)).later(100).client(100 * (i + 1), "", 0);
        }

        script.server(60, "at once", 700);

        assertThat(script.seen.both.toString()).endsWith("<at once");
    }
}
