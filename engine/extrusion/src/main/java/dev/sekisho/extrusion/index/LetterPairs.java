package dev.sekisho.extrusion.index;

import java.util.Locale;

/** How unlike a name made up by people a name is, by its neighbouring letters. */
final class LetterPairs {
    /** Fewer pairs than this say nothing. */
    static final int FEW = 5;

    private static final String COMMON =
            "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi"
                    + " ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr"
                    + " ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ir"
                    + " su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo sa ay ex ke fr oo av ag if ap"
                    + " gr od bo sp rd do uc bu ei ov by rm ep tt oc fa ef cu rn sc gi da yo cr cl du ga qu ue ff ba ey ls"
                    + " va um pp ua up lu go ht ru ug ds lt pi rc rr eg au ck ew mu br bi pt ak pu ui rg ib tl ny ki rk ys"
                    + " ob mm fu ph og ms ye ud mb ip ub oi rl gu dr hr cc tw ft wn nu af hu nn eo vo rv nf xp gn sm fl iz"
                    + " ok nl my gl aw ju oa eq sy sl ps jo lf nv je nk kn gs dy hy ze ks xt bs ik dd pe xe sw ek oe ja za"
                    + " zo ko ka ki az oz az sn tm";

    private static final boolean[] IS_COMMON = new boolean[26 * 26];

    static {
        for (int i = 0; i + 1 < COMMON.length(); i += 3) {
            IS_COMMON[(COMMON.charAt(i) - 'a') * 26 + COMMON.charAt(i + 1) - 'a'] = true;
        }
    }

    private LetterPairs() {}

    /**
     * The share of neighbouring characters of the longest label that are not common, hyphens parting the label and
     * digits being common with nothing; not a number below {@value #FEW} pairs.
     */
    static double unusualShare(String registered) {
        int zone = registered.lastIndexOf('.');
        String name = (zone < 0 ? registered : registered.substring(0, zone)).toLowerCase(Locale.ROOT);
        int pairs = 0;
        int unusual = 0;
        for (int i = 1; i < name.length(); i++) {
            char left = name.charAt(i - 1);
            char right = name.charAt(i);
            if (left == '-' || right == '-' || left == '.' || right == '.' || (isDigit(left) && isDigit(right))) {
                continue;
            }
            pairs++;
            boolean letters = left >= 'a' && left <= 'z' && right >= 'a' && right <= 'z';
            unusual += letters && IS_COMMON[(left - 'a') * 26 + right - 'a'] ? 0 : 1;
        }
        return pairs < FEW ? Double.NaN : (double) unusual / pairs;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
