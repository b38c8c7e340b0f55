import type { Log } from '../adapters/log/log.ts';
import { faultCode } from '../domain/kernel/fault.ts';
import type { MailContext } from '../domain/mail/mail-context.ts';
import { receiveMail } from '../domain/mail/receive-mail.ts';
import { mailKeysOf } from './mail-event.ts';

/**
 * A Lambda handler over the events of the bucket of mails. Each mail is filed whatever becomes of the others.
 * @throws {Error} with a code for its message and without a stack when one has to be tried again: the runtime logs what is
 * thrown
 */
export const mailHandler =
  (context: MailContext, log: Log) =>
  async (event: unknown): Promise<void> => {
    const codes: string[] = [];
    for (const key of keysOf(event, log)) {
      try {
        await receiveMail(context, key);
      } catch (error) {
        const code = faultCode(error);
        log({ event: 'fault', code });
        codes.push(code);
      }
    }
    const [code] = codes;
    if (code !== undefined) throw bareError(code);
  };

/** An event that tells of no mail is nothing that another try could help. */
const keysOf = (event: unknown, log: Log): string[] => {
  try {
    return mailKeysOf(event);
  } catch {
    log({ event: 'crash', code: 'bad-event' });
    return [];
  }
};

const bareError = (code: string): Error => {
  const error = new Error(code);
  error.name = 'MailNotFiled';
  error.stack = '';
  return error;
};
