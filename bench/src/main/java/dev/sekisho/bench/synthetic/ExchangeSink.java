package dev.sekisho.bench.synthetic;

/** Takes the exchanges of synthetic traffic. */
interface ExchangeSink {
    /** One exchange; its connection is opened if none of the pair is open, and it waits while that is busy. */
    void exchange(PlannedExchange planned);

    /** No exchange planned before {@code nanos} comes any more. */
    void reached(long nanos);

    /** Nothing more comes; what is open ends. */
    void finish();
}
