import { letterTemplate } from '../../domain/decision/letter-template.ts';
import { rungOf } from '../../domain/decision/named-in-settings.ts';
import type { ProposalContent, ProposedMeasure } from '../../domain/decision/proposal.ts';
import { findingOf, type DecidingRecords } from '../../domain/decision/proposal-standing.ts';
import { addDays, day } from '../../domain/kernel/clock.ts';
import { ownValue } from '../../domain/kernel/own-value.ts';
import type { CaseView } from '../case/case-view.ts';
import type { BegunProposal } from './decision-wish.ts';

/** A new proposal as its form begins: the measures that usually go with the rung, and its letter in one language. */
export const proposalStart = (
  {
    settings,
    now,
    records,
  }: Pick<CaseView, 'settings' | 'now'> & {
    readonly records: Pick<DecidingRecords, 'findings' | 'respondents'>;
  },
  { respondent, rung, language }: BegunProposal,
): ProposalContent => {
  const { ladder, measures: types } = settings.decisions;
  const from = day(now);
  const measures = (rungOf({ ladder }, rung)?.usualMeasures ?? []).map((type): ProposedMeasure => {
    const usualDays = ownValue(types, type)?.usualDays;
    return { type, ...(usualDays !== undefined && { dueOn: day(addDays(now, usualDays)) }) };
  });
  const finding = findingOf(records, respondent)?.content;
  const { outcome, rules } = finding ?? { outcome: 'violation' as const, rules: [] };
  const facts = { rung, from, measures, outcome, rules };
  return {
    respondent,
    rung,
    from,
    measures,
    letter: letterTemplate(settings, facts, language),
    reporterText: '',
    reasons: '',
  };
};
