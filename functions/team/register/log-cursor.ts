import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { LogPosition } from '../../domain/register/walk-log.ts';
import { openCursor, sealCursor } from '../../envelope/cursor.ts';
import { utf8 } from '../../envelope/format.ts';

/** Which part of the log somebody asked for: its channels, and what it is narrowed to. */
export type NamedLog = { readonly channels: readonly string[]; readonly narrowed: readonly string[] };

const place = z.object({ log: z.string(), passed: z.array(z.string().nullable()) });

const digestOf = ({ channels, narrowed }: NamedLog): string =>
  createHash('sha256')
    .update(JSON.stringify(['enforcement log', channels, narrowed]))
    .digest('base64url');

// A digest has 43 characters, the id of a line 33.
const logBytes = 100;
const channelBytes = 40;

/** A place in the log, sealed for one member; as long whatever was passed, which may be lines that they may not know of. */
export const logCursor = (
  secret: Uint8Array,
  memberId: string,
  log: NamedLog,
  position: LogPosition,
): string => {
  const passed = log.channels.map((channel) =>
    Object.hasOwn(position, channel) ? (position[channel] ?? null) : null,
  );
  const text = JSON.stringify({ log: digestOf(log), passed });
  return sealCursor(secret, memberId, utf8(text.padEnd(logBytes + channelBytes * log.channels.length)));
};

/** `undefined` for a cursor that was forged, belongs to another member, or to another part of the log. */
export const logPositionOf = (
  secret: Uint8Array,
  memberId: string,
  log: NamedLog,
  cursor: string,
): LogPosition | undefined => {
  const opened = openCursor(secret, memberId, cursor);
  const parsed = opened && place.safeParse(JSON.parse(Buffer.from(opened).toString('utf8'))).data;
  if (parsed?.log !== digestOf(log)) return undefined;
  return Object.fromEntries(
    log.channels.flatMap((channel, index) => {
      const passed = parsed.passed[index];
      return typeof passed === 'string' ? [[channel, passed]] : [];
    }),
  );
};
