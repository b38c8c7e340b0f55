/**
 * The build puts this in the place of the SDK's reader of event streams (`@smithy/core/event-streams`). None of the
 * operations that we call streams events. @throws always
 */
export const eventStreamSerdeProvider = (): never => {
  throw new Error('no operation of this service streams events');
};

/** The client of S3 asks this to put a reader into its configuration; it stays without one. */
export const resolveEventStreamSerdeConfig = <T>(config: T): T => config;
