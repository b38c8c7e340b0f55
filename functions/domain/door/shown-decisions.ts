import { inLanguage, type Language } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';
import type { ResponsePage } from './response-page.ts';
import { lastAppealDay } from '../appeal/appeal-dates.ts';
import { openRequest } from '../decision/after-decision.ts';
import type { Decision } from '../decision/decision.ts';
import { isOver, isPlacedEverywhere, isWaiting } from '../decision/measure-state.ts';
import type { Measure } from '../decision/measure.ts';
import { isRestriction, lastsOf } from '../decision/named-in-settings.ts';
import type { Proposal } from '../decision/proposal.ts';

type Numbered<Content> = readonly { readonly number: number; readonly content: Content }[];

/** The records of which a decision is made up, as its respondent reads it. */
export type ShownRecords = {
  readonly decisions: Numbered<Decision>;
  readonly proposals: Numbered<Pick<Proposal, 'content'>>;
  readonly measures: Numbered<Measure>;
};

type ShownDecision = ResponsePage['decisions'][number];

/** What a measure is called in the settings: what the team noted of it is for the team. */
const measureWords = (
  { decisions }: Pick<Settings, 'decisions'>,
  type: string,
  language: Language,
): string => {
  const named = Object.hasOwn(decisions.measures, type) ? decisions.measures[type] : undefined;
  return named ? inLanguage(named.label, language) : type;
};

/** A restriction that is in place everywhere is done, as far as the person it concerns can tell. */
const statusOf = (measure: Measure, today: string): ShownDecision['measures'][number]['status'] => {
  const { status, replacedBy } = measure;
  if (status !== 'waived' && (replacedBy !== undefined || isOver(measure, today))) return 'ended';
  if (status !== 'waived' && isWaiting(measure)) return 'waiting';
  return status === 'to-do' && isPlacedEverywhere(measure) ? 'done' : status;
};

/** None for what asks nothing of them, nor for what another decision has taken the place of: that one is appealed. */
const appealDay = (
  { decisions }: Pick<Settings, 'decisions'>,
  { appealBy, on, letterSent, status }: Decision,
): string | undefined =>
  appealBy === undefined || status === 'replaced'
    ? undefined
    : lastAppealDay(decisions, 'respondent', { on, appealBy, letterSentOn: letterSent?.on });

const mayAskToReturn = ({ decisions }: Pick<Settings, 'decisions'>, decision: Decision): boolean =>
  decision.status === 'in-force' &&
  decisions.readmission.afterPermanentBan &&
  lastsOf(decisions, decision) === 'permanent' &&
  openRequest(decision.returnRequests) === undefined;

/**
 * Decisions as the person they concern reads them, in the order they were made. One without a letter is left out.
 * @param numbers of those that were handed over
 * @param today ISO, in UTC: what has ended by then is said to have
 */
export const shownDecisions = (
  settings: Pick<Settings, 'decisions'>,
  { decisions, proposals, measures }: ShownRecords,
  numbers: readonly number[],
  { language, today }: { readonly language: Language; readonly today: string },
): ShownDecision[] =>
  decisions
    .filter(({ number }) => numbers.includes(number))
    .flatMap(({ number, content: decision }): ShownDecision[] => {
      const letter = proposals.find((one) => one.number === decision.proposal)?.content.content.letter;
      if (!letter) return [];
      const appealBy = appealDay(settings, decision);
      return [
        {
          number,
          on: decision.on,
          status: decision.status,
          letter,
          ...(appealBy !== undefined && { appealBy }),
          mayAskToReturn: mayAskToReturn(settings, decision),
          measures: measures
            .filter(({ content }) => content.decision === number)
            .map(({ number: measure, content }) => ({
              number: measure,
              what: measureWords(settings, content.type, language),
              from: content.from,
              ...(content.until !== undefined && { until: content.until }),
              ...(content.dueOn !== undefined && { dueOn: content.dueOn }),
              status: statusOf(content, today),
              theirs: !isRestriction(settings.decisions, content.type),
            })),
        },
      ];
    });
