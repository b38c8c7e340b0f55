import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { megabyte } from '../../../functions/domain/kernel/size.ts';
import { PortTakenError } from '../listen.ts';
import type { Envelope } from './delivery-trace.ts';

/** What SES takes, in bytes. */
export const mailLimitBytes = 40 * megabyte;

export type Smtp = { readonly port: number; readonly close: () => Promise<void> };

export type SmtpOptions = {
  /** The channel of each address, in small letters; addresses with a tag are those of the same channel. */
  readonly channels: ReadonlyMap<string, string>;
  readonly port: number;
  /** Resolves when the mail is kept. */
  readonly take: (channel: string, envelope: Envelope, content: Buffer) => Promise<void>;
};

/** An answer that refuses, by its number (RFC 5321 §4.2). */
const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** Without its tag: `conduct+tag@example.org` is `conduct@example.org`. */
const withoutTag = (address: string): string => address.toLowerCase().replace(/\+[^@]*(?=@)/, '');

/**
 * SMTP on 127.0.0.1 for mails to the channels' addresses: anything else is refused, so that nothing is passed on.
 * @param options `port` 0: any free one
 * @throws {PortTakenError}
 */
export const startSmtp = async ({ channels, port, take }: SmtpOptions): Promise<Smtp> => {
  const channelOf = (address: string): string | undefined => channels.get(withoutTag(address));
  const server = new SMTPServer({
    name: 'localhost',
    banner: 'Conductline on this machine',
    size: mailLimitBytes,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onRcptTo: ({ address }, _session, answer) => {
      answer(channelOf(address) === undefined ? refusal(550, 'No such mailbox here.') : null);
    },
    onData: (stream, { envelope, hostNameAppearsAs: helo }, answer) => {
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
      const recipients = envelope.rcptTo.map(({ address }) => address);
      const keep = async (content: Buffer | undefined): Promise<Error | null> => {
        if (content === undefined) return refusal(552, 'The mail is larger than 40 MB.');
        for (const [channel, recipient] of firstOfEach(recipients, channelOf))
          await take(channel, { from, recipient, helo }, content);
        return null;
      };
      void contentOf(stream)
        .then(keep)
        .catch(() => refusal(451, 'Try again later.'))
        .then(answer);
    },
  });
  const listening = await listenAt(server, port);
  // A connection that breaks is nobody's fault here.
  server.on('error', () => undefined);
  return { port: listening, close: () => new Promise((resolve) => server.close(resolve)) };
};

/** SES files a mail once for each rule, and there is one for each channel. */
const firstOfEach = (
  recipients: readonly string[],
  channelOf: (address: string) => string | undefined,
): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const address of recipients) {
    const channel = channelOf(address);
    if (channel !== undefined && !found.has(channel)) found.set(channel, address);
  }
  return found;
};

/** @returns `undefined` for a mail that is too large, of which nothing is kept */
const contentOf = async (stream: SMTPServerDataStream): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    // What is too large is read to its end: the sender hears of it only then.
    if (stream.byteLength > mailLimitBytes) chunks.length = 0;
    // A stream without an encoding gives buffers.
    else chunks.push(chunk as Buffer);
  }
  return stream.sizeExceeded ? undefined : Buffer.concat(chunks);
};

const listenAt = (server: SMTPServer, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: Error) => {
      const code = 'code' in error ? error.code : undefined;
      const isTaken = code === 'EADDRINUSE' || code === 'EACCES';
      reject(isTaken ? new PortTakenError(port, { cause: error }) : error);
    });
    const listening = server.listen(port, '127.0.0.1', () => {
      const address = listening.address();
      if (address === null || typeof address === 'string') reject(new Error('SMTP listens on no port'));
      else resolve(address.port);
    });
  });
