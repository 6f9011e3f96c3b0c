package dev.sekisho.veil.curve;

/** Numbers of edwards25519 (RFC 8032, section 5.1) and of Ristretto255 (RFC 9496, section 4.1). Never written to. */
final class Constants {
    static final FieldElement ZERO = FieldElement.of(0);

    static final FieldElement ONE = FieldElement.of(1);

    /** d = -121665/121666 of the curve {@code -x^2 + y^2 = 1 + d x^2 y^2}. */
    static final FieldElement D =
            FieldElement.ofHex("a3785913ca4deb75abd841414d0a700098e879777940c78c73fe6f2bee6c0352");

    static final FieldElement TWO_D =
            FieldElement.ofHex("59f1b226949bd6eb56b183829a14e00030d1f3eef2808e19e7fcdf56dcd90624");

    /** i, the non-negative square root of -1. */
    static final FieldElement SQRT_M1 =
            FieldElement.ofHex("b0a00e4a271beec478e42fad0618432fa7d7fb3d99004d2b0bdfc14f8024832b");

    /** sqrt(a d - 1) with a = -1, of the sign that RFC 9496 prints. */
    static final FieldElement SQRT_AD_MINUS_ONE =
            FieldElement.ofHex("1b2e7b49a0f6977ebd54781b0c8e9daffdd1f531c9fc3c0fac48832bbf316937");

    /** 1/sqrt(a - d). */
    static final FieldElement INVSQRT_A_MINUS_D =
            FieldElement.ofHex("ea405d80aafdc899be72415a17162f9d40d801fe917bc216a2fcafcf05896c78");

    /** 1 - d^2. */
    static final FieldElement ONE_MINUS_D_SQUARED =
            FieldElement.ofHex("76c15f94c1097ce20f355ecd38a1812ce4df70beddab9499d7e0b3b2a8729002");

    /** (d - 1)^2. */
    static final FieldElement D_MINUS_ONE_SQUARED =
            FieldElement.ofHex("204ded44aa5aad3199191eb02c4a9ed2eb4e9b522fd3dc4c41226cf67ab36859");

    /** Coordinates of the generator, which is the base point of edwards25519. */
    static final FieldElement GENERATOR_X =
            FieldElement.ofHex("1ad5258f602d56c9b2a7259560c72c695cdcd6fd31e2a4c0fe536ecdd3366921");

    static final FieldElement GENERATOR_Y =
            FieldElement.ofHex("5866666666666666666666666666666666666666666666666666666666666666");

    private Constants() {}
}
