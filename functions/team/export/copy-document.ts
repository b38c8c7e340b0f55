import type { Settings } from '../../settings/schema.ts';
import { appealGroundWords } from '../../domain/casework/appeal/ground-words.ts';
import type { CaseCopy, CopiedThread } from '../../domain/casework/two-people/read-copy.ts';
import type { Appeal } from '../../domain/appeal/appeal.ts';
import type { DecisionRecords, Numbered } from '../../domain/casework/reading/read-records.ts';
import { letterText, wholeLetter } from '../../domain/decision/letter-text.ts';
import {
  heading,
  line,
  textBlocks,
  type ExportBlock,
  type ExportDocument,
} from '../../domain/export/export-document.ts';
import { redactedMark } from '../../domain/redaction/runs.ts';
import { questionLabel } from '../../settings/questions.ts';
import { reporterThread, type ThreadName } from '../../domain/thread/thread-name.ts';
import { outcomeNames, sideNames } from '../appeal/appeal-words.ts';
import { entryView } from '../case/case-json.ts';
import { codeNameOf, codeNamesOf } from '../case/code-names.ts';
import { noteDone, noteText } from '../case/notes.tsx';
import { conversationName } from '../doors/door-words.ts';
import { threadLabel } from '../redaction/redaction-words.ts';
import { formOf } from '../two-people/copy-view.ts';
import { basisWords, contentsWords, filesWords, recipientWords } from '../two-people/request-words.ts';
import { dayText, findingNames, hourText, measureName, momentText, ruleName, rungName } from '../ui/words.ts';
import { inWords, recordLines, type RecordWords } from './record-lines.ts';
import { statusWords, type ListedRecord } from './record-words.ts';

type Copied = { readonly settings: Settings; readonly copy: CaseCopy };

const damaged = 'This cannot be shown: what was stored is damaged.';

/** Who writes in a conversation besides the team, by what the entry says. */
const writers: Readonly<Record<string, string>> = {
  reporter: 'The reporter',
  respondent: 'The respondent',
  witness: 'The witness',
  expert: 'The expert',
  platform: 'The platform admin',
  automatic: 'Automatic message',
};

/** The question that an answer is to; one that is asked nowhere any more by its name, in words. */
const askedAs = (settings: Settings, channel: string, id: string): string => {
  const label = questionLabel(settings, channel, id, 'en');
  return label === id ? inWords(id) : label;
};

const entryBlocks = (
  { settings, copy }: Copied,
  { number, entry }: CopiedThread['entries'][number],
): readonly ExportBlock[] => {
  if (entry === 'unreadable') return [line(damaged)];
  if (entry === 'held-back') return textBlocks(redactedMark);
  const { head } = copy.opened;
  const channel = head.sentTo ?? head.channel;
  const { from, author, text, attachments } = entryView(settings, channel, { number, entry });
  const answers = entry.kind === 'report' ? [...entry.texts] : [];
  const said =
    answers.length === 0
      ? textBlocks(text)
      : answers.flatMap(([id, answer]) => [line(askedAs(settings, channel, id)), ...textBlocks(answer)]);
  const withFiles = copy.request.copy.files === 'none' ? 'File, not in this copy' : 'File';
  return [
    heading(3, `${author?.name ?? writers[from] ?? from}, ${hourText(entry.on)}`),
    ...said,
    ...attachments.map(({ name }) => line(`${withFiles}: ${name}`)),
  ];
};

const threadName = ({ copy }: Copied, thread: ThreadName): string => {
  if (thread === reporterThread) return 'The report and the conversation';
  const door = copy.doors.find(({ content }) => content.thread === thread)?.content;
  return `Conversation: ${door ? conversationName(door) : threadLabel(thread)}`;
};

const conversations = (copied: Copied): readonly ExportBlock[] =>
  copied.copy.threads.flatMap(({ thread, entries }) => [
    heading(2, threadName(copied, thread)),
    ...(entries.length === 0 ? [line('Nothing was written.')] : []),
    ...entries.flatMap((entry) => entryBlocks(copied, entry)),
  ]);

/** The parts of a copy under headings of their own; what is empty is said to be. */
const part = (title: string, blocks: readonly ExportBlock[]): readonly ExportBlock[] => [
  heading(2, title),
  ...(blocks.length === 0 ? [line('None.')] : blocks),
];

const respondents = ({ copy }: Copied): readonly ExportBlock[] =>
  copy.records.respondents.flatMap(({ content }) => {
    const handles = content.handles.map(({ platform, handle }) => `${platform}: ${handle}`).join(', ');
    const named = content.name === undefined ? content.codeName : `${content.codeName}: ${content.name}`;
    return [line(handles === '' ? named : `${named} (${handles})`)];
  });

const findings = ({ settings, copy: { records } }: Copied): readonly ExportBlock[] =>
  records.findings.flatMap(({ content }) => [
    heading(
      3,
      `${codeNameOf(records.respondents, content.respondent)}: ${findingNames[content.outcome]}, ${dayText(content.on)}`,
    ),
    ...content.rules.map((rule) => line(`Rule: ${ruleName(settings, rule)}`)),
    ...textBlocks(content.summary, content.impact),
  ]);

const decided = ({ settings, copy: { records } }: Copied): readonly ExportBlock[] =>
  records.decisions.flatMap(({ number, content }) => [
    heading(
      3,
      `${codeNameOf(records.respondents, content.respondent)}: ${rungName(settings, content.rung)}, from ${dayText(content.from)}${content.until === undefined ? '' : ` until ${dayText(content.until)}`}`,
    ),
    line(`Approved by ${content.approvedBy.map(({ name }) => name).join(', ') || 'nobody'}.`),
    ...measuresOf(settings, records, number),
  ]);

const measuresOf = (
  settings: Settings,
  { measures }: DecisionRecords,
  decision: number | undefined,
): readonly ExportBlock[] =>
  measures
    .filter(({ content }) => content.decision === decision)
    .map(({ content: { type, what, from, until, status } }) =>
      line(
        `Measure: ${measureName(settings, type)}${what === undefined ? '' : `: ${what}`}, from ${dayText(from)}${until === undefined ? '' : ` until ${dayText(until)}`}, ${statusWords(status)}`,
      ),
    );

/** What each decision told its respondent, as the letter has it. */
const letters = ({ settings, copy: { records } }: Copied): readonly ExportBlock[] =>
  records.decisions.flatMap(({ content }) => {
    const letter = records.proposals.find(({ number }) => number === content.proposal)?.content.content
      .letter;
    if (!letter) return [];
    const codeName = codeNameOf(records.respondents, content.respondent);
    const whole = wholeLetter(settings, { letter, codeName, appealBy: content.appealBy ?? null });
    return [heading(3, `Letter to ${codeName}, ${dayText(content.on)}`), ...textBlocks(letterText(whole))];
  });

const appealBlocks = ({ content }: Numbered<Appeal>): readonly ExportBlock[] => {
  const { decision, side, ground, said, sentAt, outcome } = content;
  return [
    heading(3, `Against decision ${decision}, by ${sideNames[side]}, ${dayText(sentAt.slice(0, 10))}`),
    line(`Ground: ${appealGroundWords[ground]}.`),
    line(outcome ? `Decided: ${outcomeNames[outcome.is]}.` : 'Not decided.'),
    ...textBlocks(said, outcome?.reasons),
  ];
};

const notes = ({ settings, copy }: Copied): readonly ExportBlock[] =>
  copy.notes.flatMap(({ note }) =>
    note === 'unreadable'
      ? [line(damaged)]
      : [
          heading(3, `${note.author.name}, ${momentText(note.on)}`),
          ...textBlocks(noteDone(settings, note, codeNamesOf(copy.records.respondents)), noteText(note)),
        ],
  );

const each = (
  words: RecordWords,
  name: string,
  records: readonly { readonly number: number; readonly content: ListedRecord }[],
): readonly ExportBlock[] =>
  records.flatMap(({ number, content }) => [heading(3, `${name} ${number}`), ...recordLines(words, content)]);

/** What has a place in a whole case alone; kinds of which the case has none are left out. */
const recordParts = ({ settings, copy: { records, tasks, doors } }: Copied): readonly ExportBlock[] => {
  const codeName = (respondent: number): string => codeNameOf(records.respondents, respondent);
  return (
    [
      ['Tasks', 'Task', tasks],
      ['Evidence', 'Evidence', records.evidence],
      ['What those concerned think', 'Opinion', records.opinions],
      ['Proposals', 'Proposal', records.proposals],
      ['Approvals', 'Approval', records.approvals],
      ['Conflicts of interest', 'Conflict', records.softConflicts],
      ['What keeps the case', 'Hold', records.holds],
      ['Public list', 'Entry', records.publicBans],
      ['What takes two people', 'Request', records.twoPersonRequests],
      ['What was handed out', 'Disclosure', records.disclosures],
      ['For transparency reports', 'Text', records.narratives],
      ['Requests about data', 'Request', records.dataRequests],
      ['People who are heard', 'Door', doors],
      ['All that is kept of respondents', 'Respondent', records.respondents],
      ['All that is kept of decisions', 'Decision', records.decisions],
      ['All that is kept of measures', 'Measure', records.measures],
      ['All that is kept of appeals', 'Appeal', records.appeals],
    ] as const
  ).flatMap(([title, name, kept]) =>
    kept.length === 0 ? [] : part(title, each({ settings, codeName }, name, kept)),
  );
};

const facts = ({ copy }: Copied): readonly string[] => {
  const { request, leftOut, records } = copy;
  const { contents, recipient, files, to, basis } = request.copy;
  return [
    `For ${recipient}. It holds ${contentsWords[contents]}, ${filesWords[files]}, as of ${momentText(request.on)}. Asked for by ${request.by.name}${request.answered ? `, agreed to by ${request.answered.by.name}` : ''}.`,
    ...(to === undefined || basis === undefined
      ? []
      : [`Handed out to ${recipientWords[to]}. Basis: ${basisWords[basis]}.`]),
    'What the reporter said of themselves is not in it, nor are private notes of single members.',
    ...(formOf(request.copy) === 'redacted'
      ? [`It is redacted: where ${redactedMark} stands, something was taken out.`]
      : []),
    ...(leftOut > 0 ? [`${leftOut} of the records have changed since, and are not in it.`] : []),
    ...(records.unreadable > 0 ? [`${records.unreadable} cannot be shown: what was stored is damaged.`] : []),
  ];
};

const bodyOf = (copied: Copied): readonly ExportBlock[] => {
  const { contents } = copied.copy.request.copy;
  const { settings, copy } = copied;
  const isDecided = contents === 'decided' || contents === 'everything' || contents === 'case';
  return [
    ...conversations(copied),
    ...(isDecided
      ? [
          ...part('Respondents', respondents(copied)),
          ...part('Findings', findings(copied)),
          ...part('Decisions and measures', decided(copied)),
          ...part('Restrictions at once', measuresOf(settings, copy.records, undefined)),
          ...part('Appeals', copy.records.appeals.flatMap(appealBlocks)),
        ]
      : []),
    ...(contents === 'case' ? part('Letters', letters(copied)) : []),
    ...(contents === 'everything' || contents === 'case' ? part('Notes of the team', notes(copied)) : []),
    ...(contents === 'case' ? recordParts(copied) : []),
  ];
};

/**
 * A copy as something to print.
 * @param madeAt when it is made; stands on each page
 * @param audit the audit log in words, for a copy that has it
 */
export const copyDocument = (
  copied: Copied,
  madeAt: Date,
  audit: readonly ExportBlock[] = [],
): ExportDocument => {
  const { request, opened } = copied.copy;
  const agreed = request.answered ? `, agreed by ${request.answered.by.name}` : '';
  return {
    title: `Copy of the case ${opened.head.caseName}`,
    facts: facts(copied),
    mark: `Copy for ${request.copy.recipient}. Made by ${request.by.name}${agreed}, ${momentText(madeAt.toISOString())}`,
    blocks: [...bodyOf(copied), ...(audit.length > 0 ? [heading(2, 'Audit log'), ...audit] : [])],
  };
};
