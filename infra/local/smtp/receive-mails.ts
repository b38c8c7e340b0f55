import type { Settings } from '../../../functions/settings/schema.ts';
import { handOverMails, type HandOverOptions } from './hand-over-mails.ts';
import { startSmtp } from './start-smtp.ts';

export type ReceivedMails = {
  /** Where SMTP is spoken, on 127.0.0.1. */
  readonly smtpPort: number;
  /** The address of each channel, by its name. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Resolves when no mail that came in is under way. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Takes mails by SMTP and hands them to the mail function, those first that were left when the process was ended.
 * @throws {PortTakenError}
 */
export const receiveMails = async (
  options: HandOverOptions & { readonly settings: Settings; readonly port: number },
): Promise<ReceivedMails> => {
  const addresses = addressesOf(options.settings);
  const inbound = handOverMails(options);
  await inbound.takeUp();
  const smtp = await startSmtp({
    channels: new Map(Object.entries(addresses).map(([channel, address]) => [address, channel])),
    port: options.port,
    take: inbound.take,
  });
  return {
    smtpPort: smtp.port,
    addresses,
    settled: inbound.settled,
    async close() {
      inbound.stop();
      await smtp.close();
    },
  };
};

const addressesOf = ({ channels }: Settings): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(channels).flatMap(([name, { mail }]) =>
      mail === undefined ? [] : [[name, mail.address.toLowerCase()]],
    ),
  );
