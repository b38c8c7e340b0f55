/**
 * The build puts this in the place of the SDK's reader of event streams (`@smithy/core/event-streams`). None of the
 * operations that we call streams events. @throws always
 */
export const eventStreamSerdeProvider = (): never => {
  throw new Error('no operation of this service streams events');
};
