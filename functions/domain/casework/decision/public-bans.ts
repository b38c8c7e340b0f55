import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { eligibilityOf, reasonWords, type ReasonAgainst } from '../../decision/eligibility.ts';
import {
  isPermanentBan,
  mostPublicBans,
  mostPublicYears,
  publicTextBytes,
  type PublicBan,
} from '../../decision/public-ban.ts';
import { day } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { isNamedIn } from '../../member/can-see-case.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { changeCase, type ChangeResult } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import { reasonText } from '../change/input-limits.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { decisionRecord, publicBanRecord, softConflictRecord } from '../record/decision-records.ts';
import { recordsOf } from '../record/work-record.ts';
import { noSuchDecision, type NoSuchDecision } from './decision-change.ts';
import { damagedRecords, recordNumber, type DamagedRecords } from './decision-problems.ts';

type NotPublic =
  /** The settings have no public list. */
  | { readonly kind: 'no-public-list' }
  | { readonly kind: 'no-permanent-ban' }
  | { readonly kind: 'takes-no-part'; readonly who: 'you' | 'first'; readonly why: ReasonAgainst };
type NoSuchEntry = { readonly kind: 'no-such-entry' };

// Two people make an entry public, whoever of those who decide cases they are.
const listing: PermissionRow = { roles: insiders, assigneeToo: true };
// What is public of somebody is taken back by the first who sees that it should be.
const takingOff: PermissionRow = { roles: insiders, assigneeToo: true };

const lastDay = (now: Date): string => {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() + mostPublicYears);
  return day(date);
};

/** Why a decision cannot be listed at this moment, or one of these members cannot make it public. */
const problemOf = async (
  context: CaseContext,
  opened: OpenCase,
  {
    decision,
    team,
    first,
  }: { readonly decision: number; readonly team: readonly string[]; readonly first?: string },
): Promise<NotPublic | NoSuchDecision | DamagedRecords | undefined> => {
  const { settings, member } = context;
  if (!settings.decisions.publicBans) return { kind: 'no-public-list' };
  const decisions = await readRecordsOf(context, opened, decisionRecord);
  const softConflicts = await readRecordsOf(context, opened, softConflictRecord);
  if (decisions.unreadable + softConflicts.unreadable > 0) return { kind: 'damaged-records' };
  const found = decisions.records.find(({ number }) => number === decision);
  if (!found) return { kind: 'no-such-decision' };
  if (!isPermanentBan(settings.decisions, found.content)) return { kind: 'no-permanent-ban' };
  const { head, brief } = opened;
  const people = eligibilityOf(
    await context.team(),
    { channel: head.channel, brief, openedBy: head.openedBy },
    { team, softConflicts: softConflicts.records.map(({ content }) => content) },
  );
  const against = (id: string): ReasonAgainst | undefined => {
    const one = people.find(({ memberId }) => memberId === id);
    return one ? one.against : 'cannot-see';
  };
  const mine = against(member.memberId);
  if (mine !== undefined) return { kind: 'takes-no-part', who: 'you', why: mine };
  const theirs = first === undefined ? undefined : against(first);
  return theirs === undefined ? undefined : { kind: 'takes-no-part', who: 'first', why: theirs };
};

const entryEdit = (action: string, ban: PublicBan, number?: number): CaseEdit => ({
  audit: { action },
  records: [publicBanRecord.write(ban, { number })],
});

const notPublic: ProblemsOf<NotPublic> = {
  'no-public-list': {
    is: 'conflict',
    code: 'no-public-list',
    detail: 'The settings have no public list of bans.',
  },
  'no-permanent-ban': invalidField(
    '/decision',
    'Is no permanent ban in force.',
    'Only a permanent ban that is in force, and does not have to be looked at again, is listed in public.',
  ),
  'takes-no-part': ({ who, why }) => ({
    is: 'conflict',
    code: 'takes-no-part',
    detail: `${who === 'you' ? 'You take' : 'Who wrote it takes'} no part in this: who takes no part ${reasonWords[why]}.`,
    more: { who, why },
  }),
};

const noSuchEntry: ProblemsOf<NoSuchEntry> = {
  'no-such-entry': {
    is: 'missing',
    code: 'no-such-entry',
    detail: 'There is no such entry of the public list.',
    at: { pointer: '/entry', detail: 'Is no entry of this case.' },
  },
};

type ProposeRefusal =
  NotPublic | NoSuchDecision | DamagedRecords | { readonly kind: 'not-in-range' | 'too-many-entries' };

const written = z.strictObject({
  decision: recordNumber,
  text: requiredText(publicTextBytes).describe('What everybody reads, exactly so.'),
  until: z.iso.date().describe('The last day on which it is public.'),
});

const write = (
  context: CaseContext,
  caseId: string,
  { decision, text, until }: z.infer<typeof written>,
): Promise<ChangeResult<ProposeRefusal>> =>
  changeCase<ProposeRefusal>(context, caseId, listing, async (opened) => {
    const { member, now } = context;
    const team = (await context.team()).map(({ memberId }) => memberId);
    const problem = await problemOf(context, opened, { decision, team });
    if (problem) return { refusal: problem };
    if (until <= day(now) || until > lastDay(now)) return { refusal: { kind: 'not-in-range' } };
    if (recordsOf(opened.head, publicBanRecord.name).last >= mostPublicBans)
      return { refusal: { kind: 'too-many-entries' } };
    const proposed = { by: authorOf(member), on: day(now) };
    return { edit: entryEdit('public-ban-written', { decision, text, until, proposed, team }) };
  });

export const writePublicBan = caseOperation<ProposeRefusal>()({
  name: 'write-public-ban',
  path: '/public-bans',
  summary:
    'Write an entry of the public list for a permanent ban, and approve it by that. Nobody outside the team reads it before a second member approves it.',
  permission: listing,
  input: written,
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<ProposeRefusal>(caseId, await write(context, caseId, wanted)),
  problems: {
    ...noSuchDecision,
    ...damagedRecords,
    ...notPublic,
    'not-in-range': invalidField(
      '/until',
      `Must be after today and within ${mostPublicYears} years.`,
      `The last day of an entry must be after today and within ${mostPublicYears} years.`,
    ),
    'too-many-entries': {
      is: 'conflict',
      code: 'too-many-entries',
      detail: `A case has at most ${mostPublicBans} entries of the public list.`,
    },
  },
  audit: { 'public-ban-written': { says: 'Wrote an entry of the public list of bans' } },
  form: {
    name: 'list-ban',
    page: 'measures',
    panel: 'public-list',
    summary: 'List a permanent ban in public',
    text: 'Everybody can read this text, the day from which the ban holds, and the last day of the entry. Write nothing that only the reporter can know. A colleague has to approve it before it is public.',
    fields: [
      { name: 'decision', label: 'Which ban', as: 'record', from: 'permanent-bans' },
      { name: 'text', label: 'Text that everybody reads', as: 'lines', rows: 3 },
      { name: 'until', label: 'Last day on which it is public', as: 'day' },
    ],
    button: 'Save and approve the entry',
  },
  news: {
    did: 'listed',
    says: 'The entry is saved. It is public once a colleague approves it.',
    at: '#public-list',
  },
});

type EntryRefusal = NotPublic | NoSuchDecision | DamagedRecords | NoSuchEntry;
type ApproveRefusal = EntryRefusal | { readonly kind: 'oneself' | 'public' | 'taken-off' | 'ended' };

const approve = (
  context: CaseContext,
  caseId: string,
  number: number,
): Promise<ChangeResult<ApproveRefusal>> =>
  changeCase<ApproveRefusal>(context, caseId, listing, async (opened) => {
    const { member, now } = context;
    const { records } = await readRecordsOf(context, opened, publicBanRecord);
    const before = records.find((one) => one.number === number)?.content;
    if (!before) return { refusal: { kind: 'no-such-entry' } };
    const { decision, team, proposed, until } = before;
    if (before.takenOff) return { refusal: { kind: 'taken-off' } };
    if (before.approved) return { refusal: { kind: 'public' } };
    if (isNamedIn([proposed.by.id], member)) return { refusal: { kind: 'oneself' } };
    if (until < day(now)) return { refusal: { kind: 'ended' } };
    const problem = await problemOf(context, opened, { decision, team, first: proposed.by.id });
    if (problem) return { refusal: problem };
    const approved = { by: authorOf(member), on: day(now) };
    return { edit: entryEdit('public-ban-approved', { ...before, approved }, number) };
  });

export const approvePublicBan = caseOperation<ApproveRefusal>()({
  name: 'approve-public-ban',
  path: '/public-bans/approve',
  summary:
    'Approve an entry of the public list that a colleague has written: everybody can read it from now on.',
  permission: listing,
  input: z.strictObject({ entry: recordNumber }),
  ...changedAnswer,
  perform: async (context, caseId, { entry }) =>
    changedTo<ApproveRefusal>(caseId, await approve(context, caseId, entry)),
  problems: {
    ...noSuchEntry,
    ...noSuchDecision,
    ...damagedRecords,
    ...notPublic,
    oneself: { is: 'forbidden', code: 'oneself', detail: 'You wrote it. Somebody else has to approve it.' },
    public: { is: 'conflict', code: 'public', detail: 'Somebody has approved it already.' },
    'taken-off': { is: 'conflict', code: 'taken-off', detail: 'It was taken off the list.' },
    ended: { is: 'conflict', code: 'entry-ended', detail: 'Its last day has passed. Write another entry.' },
  },
  audit: { 'public-ban-approved': { says: 'Made an entry of the public list of bans public' } },
  form: {
    name: 'publish-ban',
    page: 'measures',
    panel: 'public-list',
    summary: 'Approve an entry and make it public',
    text: 'Read its text above. Everybody can read it as soon as you press the button.',
    fields: [{ name: 'entry', label: 'Which entry', as: 'record', from: 'waiting-entries' }],
    button: 'Make it public',
  },
  news: { did: 'published', says: 'The entry is public.', at: '#public-list' },
  doneBefore: ['public'],
});

type TakeOffRefusal = NoSuchEntry | { readonly kind: 'taken-off' };

const takeOff = (
  context: CaseContext,
  caseId: string,
  { entry: number, reason }: { readonly entry: number; readonly reason: string },
): Promise<ChangeResult<TakeOffRefusal>> =>
  changeCase<TakeOffRefusal>(context, caseId, takingOff, async (opened) => {
    const { records } = await readRecordsOf(context, opened, publicBanRecord);
    const before = records.find((one) => one.number === number)?.content;
    if (!before) return { refusal: { kind: 'no-such-entry' } };
    if (before.takenOff) return { refusal: { kind: 'taken-off' } };
    const takenOff = { by: authorOf(context.member), on: day(context.now), reason };
    return { edit: entryEdit('public-ban-taken-off', { ...before, takenOff }, number) };
  });

export const takeOffPublicBan = caseOperation<TakeOffRefusal>()({
  name: 'take-off-public-ban',
  path: '/public-bans/take-off',
  summary: 'Take an entry off the public list, at once and for good, or one that is not public yet.',
  permission: takingOff,
  input: z.strictObject({ entry: recordNumber, reason: reasonText }),
  ...changedAnswer,
  perform: async (context, caseId, wanted) =>
    changedTo<TakeOffRefusal>(caseId, await takeOff(context, caseId, wanted)),
  problems: {
    ...noSuchEntry,
    'taken-off': { is: 'conflict', code: 'taken-off', detail: 'It was taken off the list already.' },
  },
  audit: { 'public-ban-taken-off': { says: 'Took an entry off the public list of bans' } },
  form: {
    name: 'unlist-ban',
    page: 'measures',
    panel: 'public-list',
    summary: 'Take an entry off the public list',
    text: 'It is gone from the list at once. Who has read it before may have kept it.',
    fields: [
      { name: 'entry', label: 'Which entry', as: 'record', from: 'listed-entries' },
      { name: 'reason', label: 'Why', as: 'lines', rows: 2 },
    ],
    button: 'Take it off the list',
  },
  news: { did: 'unlisted', says: 'The entry is off the list.', at: '#public-list' },
  doneBefore: ['taken-off'],
});
