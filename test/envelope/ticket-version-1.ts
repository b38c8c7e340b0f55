import { createHmac } from 'node:crypto';
import { derive } from '../../functions/envelope/derive.ts';

/** A ticket as version 1 had it, with minutes; the functions read such tickets and issue none. */
export const ticketOfVersion1 = (ticketSecret: Uint8Array, now: Date, randomBits: Uint8Array): string => {
  const minutes = Buffer.alloc(4);
  minutes.writeUInt32BE(Math.floor(now.getTime() / 60_000));
  return signedTicket(ticketSecret, Buffer.concat([Uint8Array.of(1), minutes, randomBits]));
};

/** Any body, with the server's MAC. */
export const signedTicket = (ticketSecret: Uint8Array, body: Uint8Array): string => {
  const mac = createHmac('sha256', derive(ticketSecret, 'conductline ticket', 32))
    .update(body)
    .digest();
  return Buffer.concat([body, mac.subarray(0, 16)]).toString('base64url');
};
