import * as z from 'zod';
import type { DecisionSettings } from '../../../settings/decision-schema.ts';
import { inLanguage } from '../../../settings/localised.ts';
import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import type { Decision } from '../../decision/decision.ts';
import { aboutRespondent, keptRespondent } from '../../decision/kept-respondent.ts';
import { dayAfter } from '../../decision/measure-state.ts';
import { mostBreaks, type Measure } from '../../decision/measure.ts';
import { isRestriction } from '../../decision/named-in-settings.ts';
import { nextRung } from '../../decision/next-rung.ts';
import { contentProblem } from '../../decision/proposal-checks.ts';
import { hasRoomForProposal, tooManyProposals, type ProposalContent } from '../../decision/proposal.ts';
import { day } from '../../kernel/clock.ts';
import { ownValue } from '../../kernel/own-value.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { isCommitted } from '../change/change-case.ts';
import { reasonText } from '../change/input-limits.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, caseOperation, changedTo } from '../change/operation.ts';
import { proposalRecord } from '../record/decision-records.ts';
import { recordsOf, type RecordWrite } from '../record/work-record.ts';
import { damagedRecords, recordNumber, type DamagedRecords } from './decision-problems.ts';
import { changeMeasure, measureUnchanged, type MeasureUnchanged } from './measure-change.ts';
import { proposalOf } from './propose.ts';
import { decidingOf, readDeciding, type ReadDeciding } from './read-deciding.ts';
import { hasRoom } from './room.ts';

// Suggests what follows; what comes of it is decided by others with them.
const permission: PermissionRow = { roles: insiders, assigneeToo: true };

type BreachRefusal =
  | MeasureUnchanged
  | DamagedRecords
  | { readonly kind: 'given-up' | 'broken-too-often' | 'too-many-proposals' };

const labelOf = ({ measures }: DecisionSettings, type: string): string => {
  const known = ownValue(measures, type);
  return known ? inLanguage(known.label, 'en') : type;
};

/** The last day on a rung that ends: as long as the decision before, as far as the rung allows it. */
const untilOn = (
  rung: DecisionSettings['ladder'][string],
  from: string,
  before: Decision | undefined,
): string | undefined => {
  const { lasts } = rung;
  if (lasts.kind !== 'days') return undefined;
  const lasted =
    before?.until === undefined
      ? 0
      : Math.round((Date.parse(before.until) - Date.parse(before.from)) / 86_400_000) + 1;
  return dayAfter(from, Math.min(lasts.most, Math.max(lasts.least, lasted)) - 1);
};

type Breach = { readonly measure: Measure; readonly reason: string };

/** What is proposed when a measure was broken: the next rung with its usual measures, where the person was restricted before. */
const contentAfter = (
  { settings: { decisions: settings }, now }: Pick<CaseContext, 'settings' | 'now'>,
  { measure, reason }: Breach,
  before: Decision | undefined,
): ProposalContent | undefined => {
  const [name, rung] = nextRung(settings, before?.rung ?? undefined) ?? [];
  if (name === undefined || !rung) return undefined;
  const from = day(now);
  const places = measure.rollOuts.map(({ platform, restriction }) => ({ platform, restriction }));
  const content: ProposalContent = {
    respondent: measure.respondent,
    rung: name,
    from,
    until: untilOn(rung, from, before),
    measures: rung.usualMeasures
      .filter((type) => Object.hasOwn(settings.measures, type))
      .filter((type) => rung.lasts.kind !== 'none' || !isRestriction(settings, type))
      .map((type) => ({
        type,
        ...(isRestriction(settings, type) && places.length > 0
          ? { restrictions: [...new Map(places.map((one) => [JSON.stringify(one), one])).values()] }
          : {}),
      })),
    reporterText: '',
    reasons: `“${labelOf(settings, measure.type)}” was broken: ${reason}`,
  };
  // A platform that has left the settings keeps nobody from proposing.
  return contentProblem(settings, content, from) ? { ...content, measures: [] } : content;
};

type Proposed = { readonly records: readonly RecordWrite[] } | { readonly refusal: BreachRefusal };

/** The new proposal, or none where one that follows the same decision waits already. */
const proposed = async (
  context: CaseContext,
  opened: OpenCase,
  breach: Breach,
  { records, bytes }: Pick<ReadDeciding, 'records' | 'bytes'>,
): Promise<Proposed> => {
  const respondent = keptRespondent(records.respondents, breach.measure.respondent);
  const measure = { ...breach.measure, respondent };
  const before =
    records.decisions.find(({ number }) => number === measure.decision) ??
    aboutRespondent(records.respondents, records.decisions, respondent).at(-1);
  const isWaiting = records.proposals.some(
    ({ content }) =>
      content.status === 'open' &&
      content.content.respondent === measure.respondent &&
      content.follows === before?.number,
  );
  if (isWaiting) return { records: [] };
  if (!hasRoomForProposal(recordsOf(opened.head, proposalRecord.name).last, records.proposals))
    return { refusal: { kind: 'too-many-proposals' } };
  const content = contentAfter(context, { ...breach, measure }, before?.content);
  if (!content) return { records: [] };
  const deciding = await decidingOf(context, opened);
  const proposal = proposalOf(deciding, records, {
    content,
    status: 'open',
    by: authorOf(context.member),
    on: day(context.now),
    team: deciding.members.map(({ memberId }) => memberId),
    edition: 1,
    follows: before?.number,
  });
  return hasRoom('deciding', bytes, proposalRecord, { after: proposal })
    ? { records: [proposalRecord.write(proposal)] }
    : { refusal: { kind: 'case-full' } };
};

/** A restriction goes on although it was broken; what somebody had to do was not done. */
const broken = (
  measure: Measure,
  by: { readonly reason: string } & NonNullable<Measure['changed']>,
): Measure => {
  const after: Measure = { ...measure, broken: [...(measure.broken ?? []), by] };
  const isTask = measure.rollOuts.length === 0 && measure.until === undefined;
  const { reason, ...changed } = by;
  return isTask ? { ...after, status: 'not-done', reason, changed } : after;
};

export const reportBreach = caseOperation<BreachRefusal>()({
  name: 'report-breach',
  path: '/measures/broken',
  summary:
    'Say that a measure was broken. A proposal on the next rung of the ladder is made, to be completed and decided like any other.',
  permission,
  input: z.strictObject({ measure: recordNumber, reason: reasonText }),
  gives: 'The number of the proposal; none where one waits already',
  answer: caseChanged.extend({ proposal: z.int().optional() }),
  perform: async (context, caseId, { measure: number, reason }) => {
    const by = { by: authorOf(context.member), on: day(context.now), reason };
    const asked = { number, permission };
    const result = await changeMeasure<BreachRefusal>(context, caseId, asked, async (measure, opened) => {
      if (measure.status === 'waived') return { refusal: { kind: 'given-up' } };
      if ((measure.broken?.length ?? 0) >= mostBreaks) return { refusal: { kind: 'broken-too-often' } };
      const { records, unreadable, bytes } = await readDeciding(context, opened);
      if (unreadable > 0) return { refusal: { kind: 'damaged-records' } };
      const after = await proposed(context, opened, { measure, reason }, { records, bytes });
      if ('refusal' in after) return after;
      return { action: 'measure-broken', measure: broken(measure, by), records: after.records };
    });
    const changed = changedTo<BreachRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    const written = isCommitted(result) ? result.committed.change.records : [];
    const proposal = written.find(({ kind }) => kind === proposalRecord.name)?.record.number;
    return { kind: 'done', answer: { ...changed.answer, ...(proposal === undefined ? {} : { proposal }) } };
  },
  problems: {
    ...measureUnchanged,
    ...damagedRecords,
    'given-up': { is: 'conflict', code: 'waived', detail: 'This measure was waived.' },
    'broken-too-often': {
      is: 'conflict',
      code: 'broken-too-often',
      detail: `It is kept at most ${mostBreaks} times that a measure was broken.`,
    },
    'too-many-proposals': {
      is: 'conflict',
      code: 'too-many-proposals',
      detail: tooManyProposals,
    },
  },
  audit: { 'measure-broken': { says: 'Noted that a measure was broken', detail: 'as-it-is' } },
  form: {
    name: 'broken',
    page: 'measures',
    panel: 'measures',
    summary: 'This was broken',
    text: 'A proposal on the next rung is made, for you to complete on the Decision page.',
    fields: [
      { name: 'measure', label: 'Measure', as: 'this-record' },
      { name: 'reason', label: 'What happened', as: 'lines', rows: 3 },
    ],
    button: 'Propose the next rung',
  },
  news: {
    did: 'broken',
    says: 'It is noted that the measure was broken. A proposal on the next rung waits here, for you to complete.',
    at: '#proposals',
    page: 'decision',
  },
});
