import type { MailReader, ReadMail } from '../../domain/mail/read-mail.ts';
import { bodyOf, emptyEnvelope, withoutReading, type MailEnvelope } from '../../mail/reading/read-mail.ts';
import { answerOf, startThread } from './stoppable-thread.ts';

/** What the thread says: first what the header has, which takes next to nothing, then the mail. */
export type ReadingAnswer =
  | { readonly kind: 'envelope'; readonly envelope: MailEnvelope; readonly bodyStart: number }
  | { readonly kind: 'mail'; readonly mail: ReadMail };

/** The largest mail that SES takes (40 MB) is read in a fraction of it. */
const defaultMilliseconds = 20_000;

/**
 * `readMail` in a thread of its own. A mail that takes too long or too much memory is one whose header alone was read, with
 * all the rest in a file; the function goes on. Each mail has a thread that ends with it: they come one by one.
 * @param program where the bundle of `read-mail-worker.ts` lies
 */
export const readMailInWorker =
  (program: URL, milliseconds = defaultMilliseconds): MailReader =>
  async (raw) => {
    const worker = startThread(program);
    let unread = (): ReadMail => withoutReading(emptyEnvelope, bodyOf(raw));
    const answer = await answerOf(worker, raw, { milliseconds }, (heard: ReadingAnswer) => {
      if (heard.kind === 'mail') return true;
      const { envelope, bodyStart } = heard;
      unread = () => withoutReading(envelope, raw.subarray(bodyStart));
      return false;
    });
    void worker.terminate();
    return answer?.kind === 'mail' ? answer.mail : unread();
  };
