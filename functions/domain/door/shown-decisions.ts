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

type MeasuresNamed = Pick<Settings, 'decisions'>;
type ShownDecision = ResponsePage['decisions'][number];

/** What a measure is called in the settings: what the team noted of it is for the team. */
const measureWords = ({ decisions }: MeasuresNamed, type: string, language: Language): string => {
  const named = Object.hasOwn(decisions.measures, type) ? decisions.measures[type] : undefined;
  return named ? inLanguage(named.label, language) : type;
};

/** What they do once, and say that it is done: not what others carry out, nor what only lasts, such as no contact. */
const isTheirsToDo = ({ decisions }: MeasuresNamed, { type, dueOn, until }: Measure): boolean =>
  !isRestriction(decisions, type) && (dueOn !== undefined || until === undefined);

/** Whether it is in place, as far as the person it concerns can tell: placed everywhere, or lasting from its first day. */
const isInPlace = (settings: MeasuresNamed, measure: Measure): boolean =>
  isRestriction(settings.decisions, measure.type)
    ? isPlacedEverywhere(measure)
    : !isTheirsToDo(settings, measure);

const statusOf = (
  settings: MeasuresNamed,
  measure: Measure,
  today: string,
): ShownDecision['measures'][number]['status'] => {
  const { status, replacedBy } = measure;
  if (status !== 'waived' && (replacedBy !== undefined || isOver(measure, today))) return 'ended';
  if (status !== 'waived' && isWaiting(measure)) return 'waiting';
  return status === 'to-do' && isInPlace(settings, measure) ? 'done' : status;
};

/** None for what asks nothing of them, nor for what another decision has taken the place of: that one is appealed. */
const appealDay = (
  { decisions }: MeasuresNamed,
  { appealBy, on, letterSent, status }: Decision,
): string | undefined =>
  appealBy === undefined || status === 'replaced'
    ? undefined
    : lastAppealDay(decisions, 'respondent', { on, appealBy, letterSentOn: letterSent?.on });

const mayAskToReturn = ({ decisions }: MeasuresNamed, decision: Decision): boolean =>
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
  settings: MeasuresNamed,
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
              status: statusOf(settings, content, today),
              theirs: isTheirsToDo(settings, content),
            })),
        },
      ];
    });
