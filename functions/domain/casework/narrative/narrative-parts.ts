import { createHash } from 'node:crypto';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import type { SoftConflict } from '../../decision/approval.ts';
import { reasonAgainst, reasonWords, type ReasonAgainst } from '../../decision/eligibility.ts';
import {
  narrativeHash,
  narrativeNumber,
  type Narrative,
  type NarrativeText,
} from '../../narrative/narrative.ts';
import { checkNarrative, isRefused, type NarrativeFinding } from '../../narrative/narrative-check.ts';
import type { Member } from '../../member/member.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import type { ProblemsOf } from '../change/problem-text.ts';
import { damagedRecords, type DamagedRecords } from '../decision/decision-problems.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { softConflictRecord } from '../record/decision-records.ts';
import { narrativeRecord } from '../record/narrative-record.ts';
import { narrativeSources } from './narrative-sources.ts';

/** What operations on the text about a case share. */

// Two people answer for what everybody reads, one of whom leads: whoever of those who decide cases they are.
export const narrating: PermissionRow = { roles: insiders, assigneeToo: true };

/** Of whom it is might be told. `confirm`: what a request for exactly this text and these findings says to go on. */
type MayIdentify = {
  readonly kind: 'may-identify';
  readonly findings: readonly NarrativeFinding[];
  readonly confirm: string;
};
type NamesSomebody = { readonly kind: 'names-somebody'; readonly findings: readonly NarrativeFinding[] };
export type CheckRefusal = MayIdentify | NamesSomebody | DamagedRecords;

export type NarrativeRefusal =
  | DamagedRecords
  /** The settings have no transparency reports. */
  | { readonly kind: 'no-reports' }
  | { readonly kind: 'not-closed' }
  | { readonly kind: 'takes-no-part'; readonly who: 'you' | 'first'; readonly why: ReasonAgainst };

export const narrativeProblems: ProblemsOf<NarrativeRefusal> = {
  ...damagedRecords,
  'no-reports': { is: 'conflict', code: 'no-reports', detail: 'The settings have no transparency reports.' },
  'not-closed': {
    is: 'conflict',
    code: 'not-closed',
    detail: 'Only a case that is closed is told of. Close it first.',
  },
  'takes-no-part': ({ who, why }) => ({
    is: 'conflict',
    code: 'takes-no-part',
    detail: `${who === 'you' ? 'You take' : 'Who wrote it takes'} no part in this: who takes no part ${reasonWords[why]}.`,
    more: { who, why },
  }),
};

const listed = (findings: readonly NarrativeFinding[]): string =>
  findings.map(({ found }) => `“${found}”`).join(', ');

/** @param pointer of the field that the text stands in */
export const checkProblems = (
  pointer: string | undefined,
): ProblemsOf<Exclude<CheckRefusal, DamagedRecords>> => ({
  'names-somebody': ({ findings }) => ({
    is: 'conflict',
    code: 'names-somebody',
    detail: `This names somebody, or says how to reach them: ${listed(findings)}. Leave it out: it cannot be published.`,
    ...(pointer !== undefined && { at: { pointer, detail: 'Names somebody.' } }),
    more: { findings },
  }),
  'may-identify': ({ findings, confirm }) => ({
    is: 'conflict',
    code: 'may-identify',
    detail: `This may tell of whom it is: ${listed(findings)}. Say it in other words, or confirm that everybody may read it.`,
    ...(pointer !== undefined && { at: { pointer, detail: 'May tell of whom it is.' } }),
    more: { findings, confirm },
  }),
});

/** A digest of the text and what was found in it, so that nothing else is confirmed by it. */
const confirmationOf = (caseId: string, text: NarrativeText, findings: readonly NarrativeFinding[]): string =>
  createHash('sha256')
    .update(JSON.stringify([narrativeHash(caseId, text), findings.map(({ kind, found }) => [kind, found])]))
    .digest('base64url')
    .slice(0, 22);

/**
 * Compares a text with the case, when it is written and again when it is approved: somebody may have been named since.
 * @returns `undefined` when nothing was found, or it was confirmed for exactly this text and these findings
 */
export const checkedText = async (
  context: CaseContext,
  opened: OpenCase,
  text: NarrativeText,
  confirm: string | undefined,
): Promise<CheckRefusal | undefined> => {
  const sources = await narrativeSources(context, opened);
  if (!sources) return { kind: 'damaged-records' };
  const findings = checkNarrative(text.text, sources);
  const refused = findings.filter(isRefused);
  if (refused.length > 0) return { kind: 'names-somebody', findings: refused };
  const expected = confirmationOf(opened.head.caseId, text, findings);
  return findings.length === 0 || confirm === expected
    ? undefined
    : { kind: 'may-identify', findings, confirm: expected };
};

export type ReadNarrative = {
  /** Absent while nothing was written. */
  readonly before: Narrative | undefined;
  readonly softConflicts: readonly SoftConflict[];
};

/** @returns `undefined` when something of it does not open */
export const readNarrative = async (
  context: CaseContext,
  opened: OpenCase,
): Promise<ReadNarrative | undefined> => {
  const [narratives, conflicts] = await Promise.all([
    readRecordsOf(context, opened, narrativeRecord),
    readRecordsOf(context, opened, softConflictRecord),
  ]);
  if (narratives.unreadable + conflicts.unreadable > 0) return undefined;
  return {
    before: narratives.records.find(({ number }) => number === narrativeNumber)?.content,
    softConflicts: conflicts.records.map(({ content }) => content),
  };
};

/** Why a member takes no part in telling of a case. @param team ids of who was there when it was written */
export const reasonAgainstTelling = (
  { head, brief }: Pick<OpenCase, 'head' | 'brief'>,
  { softConflicts }: Pick<ReadNarrative, 'softConflicts'>,
  member: Member,
  team?: readonly string[],
): ReasonAgainst | undefined =>
  reasonAgainst(member, { channel: head.channel, brief, openedBy: head.openedBy }, { team, softConflicts });

/** Why nothing of this case can be told now. */
export const notToldNow = (
  { settings }: Pick<CaseContext, 'settings'>,
  { head }: OpenCase,
): NarrativeRefusal | undefined => {
  if (!settings.transparency.enabled) return { kind: 'no-reports' };
  return head.state === 'closed' ? undefined : { kind: 'not-closed' };
};
