import * as z from 'zod';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { findingOutcome, type Finding } from '../../decision/finding.ts';
import { findingOf, respondentOf } from '../../decision/proposal-standing.ts';
import { day } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { changeCase, numberWritten } from '../change/change-case.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { invalidField } from '../change/common-problems.ts';
import { findingRecord } from '../record/decision-records.ts';
import {
  damagedRecords,
  recordNumber,
  unknownRespondent,
  type DamagedRecords,
  type UnknownRespondent,
} from './decision-problems.ts';
import { readDeciding } from './read-deciding.ts';
import { caseFull, hasRoom, type CaseFull } from './room.ts';

type FindingRefusal =
  | UnknownRespondent
  | DamagedRecords
  | CaseFull
  /** A rule that the settings do not know. */
  | { readonly kind: 'unknown-rule'; readonly at: number }
  /** A reason for which something is out of scope that the settings do not know. */
  | { readonly kind: 'unknown-reason' }
  /** A violation is one of some rule. */
  | { readonly kind: 'no-rule' };

// What happened is established by who works on the case: the team, and whom a lead has given it.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

const newFinding = z.strictObject({
  respondent: recordNumber,
  outcome: findingOutcome,
  rules: z.array(z.string().min(1).max(31)).max(20).default([]).describe('Names of rules in the settings.'),
  summary: requiredText(8 * 1024).describe('What happened, in neutral words.'),
  impact: requiredText(8 * 1024).optional(),
  reason: z
    .string()
    .max(31)
    .optional()
    .describe(
      'Why it is out of scope: a name of the settings. The yearly review counts it; it is left out with another outcome.',
    ),
});

/** What is kept with a finding of why it is out of scope. */
const reasonOf = ({ outcome, reason }: z.infer<typeof newFinding>): Pick<Finding, 'reason'> => ({
  reason: outcome === 'out-of-scope' ? reason : undefined,
});

/** Writes what was found about a respondent, or writes it anew: a respondent has one finding. */
export const recordFinding = caseOperation<FindingRefusal>()({
  name: 'record-finding',
  path: '/findings',
  summary:
    'Say what was found about a respondent. Written again, it takes the place of what was found before, and approvals of proposals that rest on it do not count any more.',
  permission,
  input: newFinding,
  gives: 'The number of the finding',
  answer: caseChanged.extend({ finding: z.int() }),
  perform: async (context, caseId, wanted) => {
    const { member, now, settings } = context;
    const result = await changeCase<FindingRefusal>(context, caseId, permission, async (opened) => {
      const { records, unreadable, bytes } = await readDeciding(context, opened);
      const respondent = respondentOf(records, wanted.respondent);
      if (!respondent || respondent.mergedInto !== undefined)
        return { refusal: { kind: 'unknown-respondent' } };
      if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
      const at = wanted.rules.findIndex((rule) => !Object.hasOwn(settings.decisions.rules, rule));
      if (at >= 0) return { refusal: { kind: 'unknown-rule', at } };
      if (wanted.outcome === 'violation' && wanted.rules.length === 0)
        return { refusal: { kind: 'no-rule' } };
      const { reason } = reasonOf(wanted);
      if (reason !== undefined && !Object.hasOwn(settings.review.outOfScopeReasons, reason))
        return { refusal: { kind: 'unknown-reason' } };
      const before = findingOf(records, wanted.respondent);
      const content: Finding = {
        ...wanted,
        rules: [...new Set(wanted.rules)],
        reason,
        edition: (before?.content.edition ?? 0) + 1,
        by: authorOf(member),
        on: day(now),
      };
      if (!hasRoom('deciding', bytes, findingRecord, { before: before?.content, after: content }))
        return { refusal: { kind: 'case-full' } };
      return {
        edit: {
          audit: { action: 'finding-recorded', detail: respondent.codeName },
          records: [findingRecord.write(content, { number: before?.number })],
        },
      };
    });
    const changed = changedTo<FindingRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    return { kind: 'done', answer: { ...changed.answer, finding: numberWritten(result) } };
  },
  problems: {
    ...unknownRespondent,
    ...damagedRecords,
    ...caseFull,
    'unknown-rule': ({ at }) =>
      invalidField(`/rules/${at}`, 'Is no rule of the settings.', 'There is no such rule in the settings.'),
    'unknown-reason': invalidField(
      '/reason',
      'Is no reason of the settings.',
      'There is no such reason in the settings.',
    ),
    'no-rule': invalidField('/rules', 'Choose at least one.', 'A violation is one of some rule. Choose it.'),
  },
  audit: { 'finding-recorded': { says: 'Recorded what was found', detail: 'as-it-is' } },
  news: { did: 'found', says: 'The finding is kept.', at: '#findings' },
});
