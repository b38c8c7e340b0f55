import { isMailText, type ByMail } from '../../domain/thread/by-mail.ts';
import { byMailOf, type Entry } from '../../domain/thread/entry.ts';
import { mailLabel } from '../../settings/mail-labels.ts';
import { dayText } from '../ui/words.ts';
import { anonymitySentence, leftOutReason, remarkSentences, verdictSentences } from './mail-words.ts';

/** That an entry came by email, how sure its sender is, and what of the email is not here. */
export const CameByMail = ({ byMail }: { readonly byMail: ByMail }) => {
  const { sentOn, leftOut = [], moreLeftOut } = byMail;
  return (
    <div class="box">
      <p>
        <strong>Came by email{sentOn === undefined ? '' : `, dated ${dayText(sentOn)}`}.</strong>{' '}
        {verdictSentences(byMail)[0]}
      </p>
      {remarkSentences(byMail).length > 0 && (
        <ul>
          {remarkSentences(byMail).map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      )}
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
      <details>
        <summary>What is known of this email</summary>
        <ul>
          {verdictSentences(byMail)
            .slice(1)
            .map((sentence) => (
              <li>{sentence}</li>
            ))}
          <li>{anonymitySentence}</li>
        </ul>
      </details>
    </div>
  );
};

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
