import { writer } from './writer.ts';
import { retaliationCase, tellsRetaliation } from '../../domain/casework/routing/retaliation-case.ts';
import { RecordForm } from '../handling/operation-forms.tsx';
import { isMailText } from '../../domain/thread/by-mail.ts';
import {
  attachmentsOfEntry,
  byBridgeOf,
  byMailOf,
  filedByOf,
  type Entry,
} from '../../domain/thread/entry.ts';
import { erasedOf } from '../../domain/thread/thread-limits.ts';
import { reporterThread } from '../../domain/thread/thread-name.ts';
import { questionLabel } from '../../settings/questions.ts';
import { entryView } from './case-json.ts';
import { CameByMail, FoldedMailTexts, MailSubject, MessageByMail } from './mail-parts.tsx';
import { dayText, hourText, waysInWords } from '../ui/words.ts';
import { Attachments, FilesWarning, hasFiles } from '../files/attachments.tsx';
import { casePath, routes } from '../routes.ts';
import type { CaseView } from './case-view.ts';

type Numbered = { readonly number: number; readonly entry: Entry | 'unreadable' };

const damaged = 'This cannot be shown: what was stored is damaged.';

/** The channel whose questions the report answers. */
const askedIn = ({ read }: CaseView): string => read.head.sentTo ?? read.head.channel;

const isReport = ({ entry }: Numbered): boolean => entry !== 'unreadable' && entry.kind === 'report';

const isReporters = ({ entry }: Numbered): boolean => entry !== 'unreadable' && entry.from === 'reporter';

const splitOff =
  'This case was made from a part of another one. What it begins with is the first message below; there is no reporter to ask.';

/** Its first entry is a member's own, and can be read. */
const isSplitOff = ({ read }: CaseView): boolean => {
  const [first] = read.entries;
  return first !== undefined && first.entry !== 'unreadable' && first.entry.from === 'team';
};

/** Who of the team wrote the report down, for whom, and how it came. */
const FiledBy = ({ filedBy }: { readonly filedBy: NonNullable<ReturnType<typeof entryView>['filedBy']> }) => {
  const { author, forWhom, reporterKnows, cameBy, receivedOn } = filedBy;
  const whose = forWhom === 'self' ? 'as their own report' : 'for somebody else';
  const when = receivedOn === undefined ? '' : ` on ${dayText(receivedOn)}`;
  const unknown =
    forWhom === 'another' && !reporterKnows ? ' The person it came from does not know that it is here.' : '';
  return (
    <p class="box">
      Written down by <bdi>{author.name}</bdi>
      {`, ${whose}. It came ${waysInWords[cameBy]}${when}.${unknown}`}
    </p>
  );
};

/** What the reporter answered, question by question. */
export const Report = ({ view }: { readonly view: CaseView }) => {
  const reports = view.read.entries.filter(isReport);
  const erasedOn = erasedOf(view.read, reporterThread)?.on;
  return (
    <section aria-labelledby="report" class="report">
      <h2 id="report">The report</h2>
      {hasFiles(reports) && <FilesWarning />}
      {erasedOn !== undefined && (
        <p class="box">What the reporter wrote was erased on {dayText(erasedOn)}. What was decided stays.</p>
      )}
      {reports.length === 0 && erasedOn === undefined && (
        <p class="soft">{isSplitOff(view) ? splitOff : damaged}</p>
      )}
      {reports.map(({ entry }) =>
        entry === 'unreadable' ? null : (
          <>
            <FiledByMember entry={entry} />
            <CameByBridge entry={entry} />
            <ByEmail entry={entry} />
            <MailSubject entry={entry} />
            {[...entry.texts].filter(isAnswer(entry)).map(([id, answer]) => (
              <>
                <h3>{questionLabel(view.settings, askedIn(view), id, 'en')}</h3>
                <p class="text" dir="auto">
                  {answer}
                </p>
              </>
            ))}
            <FoldedMailTexts entry={entry} />
            {attachmentsOfEntry(entry).length > 0 && <h3>Files</h3>}
            <Attachments view={view} entry={entry} />
          </>
        ),
      )}
    </section>
  );
};

/** What stands in the entry itself; the rest of an email is folded below it. */
const isAnswer =
  (entry: Entry) =>
  ([name]: readonly [string, string]): boolean =>
    byMailOf(entry) === undefined || !isMailText(name);

const ByEmail = ({ entry }: { readonly entry: Entry }) => {
  const byMail = byMailOf(entry);
  return byMail ? <CameByMail byMail={byMail} /> : null;
};

const FiledByMember = ({ entry }: { readonly entry: Entry }) => {
  const filedBy = filedByOf(entry);
  return filedBy ? <FiledBy filedBy={filedBy} /> : null;
};

/** What a chat means for the anonymity of its reporter. */
const CameByBridge = ({ entry }: { readonly entry: Entry }) => {
  const came = byBridgeOf(entry);
  if (!came) return null;
  const when = came.sentOn === undefined ? '' : `, where it was sent on ${dayText(came.sentOn)}`;
  return (
    <p class="box">
      Came by <bdi>{came.label}</bdi>
      {`${when}. Who runs that chat or the program between can know who wrote it, and what. Who wrote it was given a link by which they go on here in private.`}
    </p>
  );
};

/** One entry. @param place how it is found on its page, and whether it is new, in another conversation than the reporter's */
export const EntryItem = ({
  view,
  item,
  place,
}: {
  readonly view: CaseView;
  readonly item: Numbered;
  readonly place?: { readonly anchor: string; readonly isNew: boolean };
}) => {
  const { number, entry } = item;
  const isNew = place?.isNew ?? (view.readUpTo !== undefined && number > view.readUpTo.entries);
  const anchor = `${place?.anchor ?? 'entry-'}${number}`;
  if (entry === 'unreadable')
    return (
      <li id={anchor} class="soft">
        {damaged}
      </li>
    );
  const byMail = byMailOf(entry);
  const text = byMail
    ? (entry.texts.get('text') ?? '')
    : entryView(view.settings, askedIn(view), { number, entry }).text;
  return (
    <li id={anchor} class={entry.from}>
      <p class="meta">
        <strong dir="auto">{writer(entry)}</strong>
        {', '}
        {hourText(entry.on)} {isNew && <span class="tag hot">New</span>}
      </p>
      <MailSubject entry={entry} />
      {text !== '' && (
        <p class="text" dir="auto">
          {text}
        </p>
      )}
      <FoldedMailTexts entry={entry} />
      {byMail && <MessageByMail byMail={byMail} />}
      <Attachments view={view} entry={entry} />
      {tellsRetaliation(entry) && <RecordForm view={view} operation={retaliationCase} number={number} />}
    </li>
  );
};

/** What was written after the report, by both sides. */
export const Conversation = ({ view }: { readonly view: CaseView }) => {
  const entries = view.read.entries.filter((item) => !isReport(item));
  return (
    <section aria-labelledby="conversation">
      <h2 id="conversation">Conversation with the reporter</h2>
      {!hasFiles(view.read.entries.filter(isReport)) && hasFiles(entries.filter(isReporters)) && (
        <FilesWarning />
      )}
      {entries.length === 0 ? (
        <p class="soft">Nothing has been written since the report.</p>
      ) : (
        <ol class="thread">
          {entries.map((item) => (
            <EntryItem view={view} item={item} />
          ))}
        </ol>
      )}
      <p>
        <a href={casePath(view.read.head.caseId, routes.redaction)}>
          Hide parts before something is handed out
        </a>
      </p>
    </section>
  );
};
