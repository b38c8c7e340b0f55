import type { DataRequest } from '../../data-request/data-request.ts';
import { dataCopy, type Tellable } from '../../data-request/data-copy.ts';
import type { DecisionLetter } from '../decision/read-letters.ts';
import { letterOfDecision } from '../decision/read-letters.ts';
import { aboutRespondent, keptRespondent } from '../../decision/kept-respondent.ts';
import { day } from '../../kernel/clock.ts';
import { threadExpiry } from '../../thread/thread-limits.ts';
import { reporterThread, type ThreadName } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { countersOf } from '../change/case-store.ts';
import type { OpenCase } from '../change/open-case.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import { dataRequestRecord } from '../record/data-request-record.ts';
import { doorRecord } from '../record/door-record.ts';
import { openedBefore } from '../reading/opened-before.ts';
import { readDecisionRecords, readRecordsOf, type DecisionRecords } from '../reading/read-records.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import type { NoSuchDataRequest } from './answer-data-request.ts';

/** How much a case holds about a person: counts, and no text. */
export type Holdings = {
  /** In their own conversations, the team's included. */
  readonly entries: number;
  readonly findings: number;
  readonly decisions: number;
  readonly measures: number;
  readonly logLines: number;
  /** Letters that were delivered to them. */
  readonly letters: number;
};

/** A request, what there is about who asks, and the copy for them. */
export type ReadDataRequest = {
  readonly kind: 'data-request';
  readonly caseName: string;
  readonly number: number;
  readonly request: DataRequest;
  /** The code name of the respondent who asks. */
  readonly codeName: string | undefined;
  readonly holdings: Holdings;
  readonly copy: ReturnType<typeof dataCopy>;
  /** Records that do not open, and entries: of these nothing is known. */
  readonly unreadable: number;
};

/** The conversations of who asks. */
const threadsOf = async (
  context: CaseContext,
  opened: OpenCase,
  { person, respondent, door: number }: DataRequest,
  { respondents }: Pick<DecisionRecords, 'respondents'>,
): Promise<{ readonly threads: readonly ThreadName[]; readonly unreadable: number }> => {
  if (person === 'reporter') return { threads: [reporterThread], unreadable: 0 };
  const { records, unreadable } = await readRecordsOf(context, opened, doorRecord);
  const threads = records.flatMap(({ number: own, content }) => {
    const isTheirs =
      person === 'respondent'
        ? content.kind === 'response' &&
          respondent !== undefined &&
          content.respondent !== undefined &&
          keptRespondent(respondents, content.respondent) === keptRespondent(respondents, respondent)
        : own === number;
    return isTheirs ? [content.thread] : [];
  });
  return { threads: [...new Set(threads)], unreadable };
};

type About = Pick<DecisionRecords, 'findings' | 'decisions' | 'measures'>;
const nothing: About = { findings: [], decisions: [], measures: [] };

const aboutThem = (
  { person, respondent }: DataRequest,
  { respondents, findings, decisions, measures }: DecisionRecords,
): About => {
  if (person !== 'respondent' || respondent === undefined) return nothing;
  return {
    findings: aboutRespondent(respondents, findings, respondent),
    decisions: aboutRespondent(respondents, decisions, respondent),
    measures: aboutRespondent(respondents, measures, respondent),
  };
};

/** The letters that were delivered, and what follows from them; what was not told to them yet is told by no copy. */
const toldTo = (
  { settings }: CaseContext,
  records: DecisionRecords,
  { decisions, measures }: About,
): { readonly letters: readonly DecisionLetter[]; readonly measures: Tellable['measures'] } => {
  const letters = decisions.flatMap(({ number, content }) => {
    const letter = content.letterSent && letterOfDecision(settings, records, number);
    return letter ? [letter] : [];
  });
  const delivered = new Set(letters.map(({ decision }) => decision));
  return {
    letters,
    measures: measures
      .filter(({ content: { decision } }) => decision === undefined || delivered.has(decision))
      .map(({ content }) => content),
  };
};

/** A request of a case that the member has opened: how much there is about who asks, and the copy for them. */
export const readDataRequest = async (
  context: CaseContext,
  caseId: string,
  number: number,
): Promise<ReadDataRequest | NoSuchDataRequest | NotPermitted> => {
  const { settings, now } = context;
  const opened = await openedBefore(context, caseId);
  if ('kind' in opened) return opened;
  const requests = await readRecordsOf(context, opened, dataRequestRecord);
  const request = requests.records.find((one) => one.number === number)?.content;
  if (!request) return { kind: 'no-such-data-request' };
  const records = await readDecisionRecords(context, opened);
  const { threads, unreadable } = await threadsOf(context, opened, request, records);
  const about = aboutThem(request, records);
  const told = toldTo(context, records, about);
  const entries = await Promise.all(threads.map((thread) => openedEntries(context, opened, thread)));
  const written = entries.flat().map(({ entry }) => entry);
  const kept = threads.map((thread) => threadExpiry(opened.vault, thread, opened.vault.expiresAt));
  const tellable: Tellable = {
    letters: told.letters.map(({ letter }) => letter),
    measures: told.measures,
    entries: written.filter((entry) => entry !== 'unreadable'),
    channel: opened.head.sentTo ?? opened.head.channel,
    // Counted from the hour of the report, which nobody but its reporter is told.
    keptUntil:
      request.person !== 'reporter'
        ? undefined
        : kept.toSorted((one, other) => other.getTime() - one.getTime())[0],
  };
  return {
    kind: 'data-request',
    caseName: opened.head.caseName,
    number,
    request,
    codeName: records.respondents.find((one) => one.number === request.respondent)?.content.codeName,
    holdings: {
      entries: threads.reduce((sum, thread) => sum + countersOf(opened.head, thread).entries, 0),
      findings: about.findings.length,
      decisions: about.decisions.length,
      measures: about.measures.length,
      logLines: about.decisions.filter(({ content }) => content.logLine !== undefined).length,
      letters: told.letters.length,
    },
    copy: dataCopy(settings, request, tellable, day(now)),
    unreadable: records.unreadable + unreadable + written.filter((entry) => entry === 'unreadable').length,
  };
};
