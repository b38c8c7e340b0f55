import type * as z from 'zod';
import type { CaseCopy } from '../../domain/casework/two-people/read-copy.ts';
import type { AskedCopy } from '../../domain/decision/two-person-request.ts';
import { reporterThread, type ThreadName } from '../../domain/thread/thread-name.ts';
import { day } from '../../domain/kernel/clock.ts';
import type { Settings } from '../../settings/schema.ts';
import { entryView, noteView } from '../case/case-json.ts';
import { measureView } from '../measures/measure-view.ts';
import { caseCopy } from './requests-contract.ts';

type Numbered<Content> = readonly { readonly number: number; readonly content: Content }[];

const flat = <Content extends object>(records: Numbered<Content>) =>
  records.map(({ number, content }) => ({ ...content, number }));

const damaged = (number: number) => ({ id: String(number), unreadable: true as const });

/** Whether it holds what is hidden. */
export const formOf = ({ redactions }: AskedCopy): 'whole' | 'redacted' =>
  redactions === undefined ? 'whole' : 'redacted';

/** What only the copy of a whole case has. */
const wholeView = ({ records, tasks, doors }: CaseCopy) => ({
  tasks: flat(tasks),
  // The id of a door is what it is looked up by; nobody outside needs it.
  doors: flat(doors).map((one) => ({ ...one, doorId: undefined })),
  evidence: flat(records.evidence),
  opinions: flat(records.opinions),
  proposals: flat(records.proposals),
  approvals: flat(records.approvals),
  softConflicts: flat(records.softConflicts),
  holds: flat(records.holds),
  publicBans: flat(records.publicBans),
  requests: flat(records.twoPersonRequests),
  dataRequests: flat(records.dataRequests),
  disclosures: flat(records.disclosures),
  narratives: flat(records.narratives),
});

/** A copy as JSON; what the schema does not name cannot be in it. */
export const copyView = (settings: Settings, copy: CaseCopy, now: Date): z.infer<typeof caseCopy> => {
  const { head } = copy.opened;
  const { request, records } = copy;
  const { recipient, contents } = request.copy;
  const entriesOf = (name: ThreadName) =>
    (copy.threads.find(({ thread }) => thread === name)?.entries ?? []).map(({ number, entry }) => {
      if (entry === 'unreadable') return damaged(number);
      if (entry === 'held-back') return { id: String(number), heldBack: true as const };
      return entryView(settings, head.sentTo ?? head.channel, { number, entry }, head.originalsOpened);
    });
  return caseCopy.parse({
    caseName: head.caseName,
    channel: head.channel,
    recipient,
    contents,
    form: formOf(request.copy),
    reason: request.reason,
    asOf: request.on,
    askedBy: request.by,
    agreedBy: request.answered?.by,
    until: copy.until.toISOString(),
    files: request.copy.files,
    entries: entriesOf(reporterThread),
    threads: copy.threads
      .filter(({ thread }) => thread !== reporterThread)
      .map(({ thread }) => ({ thread, entries: entriesOf(thread) })),
    respondents: records.respondents.map(({ number, revision, content }) => ({
      number,
      revision,
      ...content,
    })),
    findings: flat(records.findings),
    decisions: flat(records.decisions),
    measures: records.measures.map((one) => measureView(one, day(now))),
    appeals: records.appeals.map(({ number, content: { thread, entry, ...content } }) => ({
      ...content,
      number,
      ...(thread === reporterThread && entry !== undefined && { entry }),
    })),
    notes: copy.notes.map(({ number, note }) =>
      note === 'unreadable' ? damaged(number) : noteView(number, note),
    ),
    ...(contents === 'case' && { whole: wholeView(copy) }),
    leftOut: copy.leftOut,
    damaged: records.unreadable,
  } satisfies z.input<typeof caseCopy>);
};
