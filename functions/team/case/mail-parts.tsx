import { isMailText, type ByMail } from '../../domain/thread/by-mail.ts';
import { byMailOf, type Entry } from '../../domain/thread/entry.ts';
import { mailLabel } from '../../settings/mail-labels.ts';
import { dayText } from '../ui/words.ts';
import {
  anonymitySentence,
  isSenderConfirmed,
  leftOutReason,
  remarkSentences,
  verdictSentences,
} from './mail-words.ts';

const Sentences = ({ sentences }: { readonly sentences: readonly string[] }) =>
  sentences.length === 0 ? null : (
    <ul>
      {sentences.map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ul>
  );

/** What of an email is not as it was sent, and which of its files are not here. */
const Missing = ({ byMail }: { readonly byMail: ByMail }) => {
  const { leftOut = [], moreLeftOut } = byMail;
  return (
    <>
      <Sentences sentences={remarkSentences(byMail)} />
      {leftOut.length > 0 && (
        <>
          <p>Files that were not taken:</p>
          <ul>
            {leftOut.map(({ name, why }) => (
              <li>
                <bdi>{name}</bdi>: {leftOutReason(why)}
              </li>
            ))}
            {moreLeftOut !== undefined && <li>and {moreLeftOut} more</li>}
          </ul>
        </>
      )}
    </>
  );
};

const dated = ({ sentOn }: ByMail): string => (sentOn === undefined ? '' : `, dated ${dayText(sentOn)}`);

/** That a report came by email, how sure its sender is, what of the email is not here, and what it means for anonymity. */
export const CameByMail = ({ byMail }: { readonly byMail: ByMail }) => {
  const [sender = '', ...others] = verdictSentences(byMail);
  return (
    <div class="box">
      <p>
        <strong>Came by email{dated(byMail)}.</strong> {sender}
      </p>
      <Missing byMail={byMail} />
      <details>
        <summary>What is known of this email</summary>
        <Sentences sentences={[...others, anonymitySentence]} />
      </details>
    </div>
  );
};

/** The same of a message in the conversation, in short: the report has said what an email means for anonymity. */
export const MessageByMail = ({ byMail }: { readonly byMail: ByMail }) => (
  <>
    <Missing byMail={byMail} />
    <details>
      <summary>
        {`Came by email${dated(byMail)}: sender ${isSenderConfirmed(byMail) ? 'confirmed' : 'not confirmed'}`}
      </summary>
      <Sentences sentences={verdictSentences(byMail)} />
    </details>
  </>
);

/** The subject of an entry that came by email; stands above what it says. */
export const MailSubject = ({ entry }: { readonly entry: Entry }) => {
  const subject = byMailOf(entry) && entry.texts.get('mailSubject');
  return subject ? (
    <p class="text">
      <strong>Subject: </strong>
      <bdi>{subject}</bdi>
    </p>
  ) : null;
};

/** What an email quotes and signs with, folded below what is new in it. */
export const FoldedMailTexts = ({ entry }: { readonly entry: Entry }) => (
  <>
    {[...entry.texts].map(([name, text]) =>
      byMailOf(entry) && isMailText(name) && name !== 'mailSubject' ? (
        <details>
          <summary>{mailLabel(name, 'en') ?? name}</summary>
          <p class="text" dir="auto">
            {text}
          </p>
        </details>
      ) : null,
    )}
  </>
);
