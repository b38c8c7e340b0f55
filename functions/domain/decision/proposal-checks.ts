import type { DecisionSettings, RungSettings } from '../../settings/decision-schema.ts';
import { addDays, day } from '../kernel/clock.ts';
import { ownValue } from '../kernel/own-value.ts';
import { placeToFill } from '../kernel/text.ts';
import { letterParts } from './letter.ts';
import { rungOf } from './named-in-settings.ts';
import type { ProposalContent, ProposedMeasure } from './proposal.ts';
import type { FindingOutcome } from './finding.ts';

/** What is wrong with a proposal: the field, as a JSON Pointer, and what to do. */
export type ContentProblem = { readonly pointer: string; readonly says: string };

/** Days ahead that a start, and everything else, may lie. */
const mostDaysToStart = 365;
const mostDaysAhead = 3650;

const daysBetween = (from: string, until: string): number =>
  Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);

/** Both days included: a ban from Monday until Tuesday lasts two days. */
const lengthDays = (from: string, until: string): number => daysBetween(from, until) + 1;

const endProblem = (
  { from, until }: ProposalContent,
  lasts: RungSettings['lasts'] | undefined,
): string | undefined => {
  if (lasts?.kind !== 'days') {
    if (until === undefined) return undefined;
    return lasts?.kind === 'permanent' ? 'This rung has no end.' : 'This rung has no last day.';
  }
  if (until === undefined) return `Enter the last day: between ${lasts.least} and ${lasts.most} days.`;
  if (until < from) return 'Ends before it begins.';
  const length = lengthDays(from, until);
  return length < lasts.least || length > lasts.most
    ? `Lasts ${length} days; this rung allows ${lasts.least} to ${lasts.most}.`
    : undefined;
};

const measureProblem = (
  settings: DecisionSettings,
  { from, until }: ProposalContent,
  measure: ProposedMeasure,
  { today, lasts }: { readonly today: string; readonly lasts: RungSettings['lasts'] },
): readonly [field: string, says: string] | undefined => {
  const type = ownValue(settings.measures, measure.type);
  const restrictions = measure.restrictions ?? [];
  if (!type) return ['type', 'There is no such measure in the settings.'];
  if (!type.restriction && restrictions.length > 0) return ['restrictions', 'Is no restriction.'];
  for (const { platform, restriction } of restrictions) {
    const known = ownValue(settings.platforms, platform);
    if (!known) return ['restrictions', `There is no platform “${platform}” in the settings.`];
    if (ownValue(known.restrictions, restriction) === undefined)
      return ['restrictions', `There is no restriction “${restriction}” on this platform.`];
  }
  if (type.restriction && lasts.kind === 'none' && measure.until === undefined)
    return ['until', 'Enter the last day: a restriction on this rung has to end.'];
  if (measure.until !== undefined && measure.until < from) return ['until', 'Ends before it begins.'];
  if (measure.until !== undefined && type.restriction && until !== undefined && measure.until > until)
    return ['until', 'Ends after the rung does.'];
  if (measure.dueOn !== undefined && measure.dueOn < today) return ['dueOn', 'This day has passed.'];
  const latest = day(addDays(new Date(today), mostDaysAhead));
  const far = ([['until'], ['dueOn']] as const).find(([name]) => (measure[name] ?? '') > latest)?.[0];
  return far === undefined ? undefined : [far, 'Lies more than ten years ahead.'];
};

const measuresProblem = (
  settings: DecisionSettings,
  content: ProposalContent,
  about: { readonly today: string; readonly lasts: RungSettings['lasts'] | undefined },
): ContentProblem | undefined => {
  const { lasts } = about;
  if (!lasts)
    return content.measures.length === 0
      ? undefined
      : { pointer: '/measures', says: 'Measures need a rung of the ladder.' };
  for (const [index, measure] of content.measures.entries()) {
    const problem = measureProblem(settings, content, measure, { today: about.today, lasts });
    if (problem) return { pointer: `/measures/${index}/${problem[0]}`, says: problem[1] };
  }
  return undefined;
};

/**
 * What cannot be proposed: rungs, measures and platforms that are not in the settings, and days that do not fit. The
 * first that is wrong.
 * @param today in UTC
 */
export const contentProblem = (
  settings: DecisionSettings,
  content: ProposalContent,
  today: string,
): ContentProblem | undefined => {
  const { rung, from, reviewOn, lawyerOn } = content;
  const found = rungOf(settings, rung);
  if (rung !== null && !found) return { pointer: '/rung', says: 'There is no such rung in the settings.' };
  if (from < today) return { pointer: '/from', says: 'This day has passed.' };
  if (from > day(addDays(new Date(today), mostDaysToStart)))
    return { pointer: '/from', says: 'Lies more than a year ahead.' };
  const end = endProblem(content, found?.lasts);
  if (end !== undefined) return { pointer: '/until', says: end };
  if (reviewOn !== undefined && reviewOn <= from)
    return { pointer: '/reviewOn', says: 'Must be after the day it begins.' };
  if (reviewOn !== undefined && reviewOn > day(addDays(new Date(today), mostDaysAhead)))
    return { pointer: '/reviewOn', says: 'Lies more than ten years ahead.' };
  if (lawyerOn !== undefined && lawyerOn > today) return { pointer: '/lawyerOn', says: 'Has not come yet.' };
  return measuresProblem(settings, content, { today, lasts: found?.lasts });
};

/** What a text still wants before it can be approved; each is a part of the page. */
export const textParts = ['finding', 'letter', 'lawyer', 'reporter-text', 'reasons'] as const;
export type TextGap = { readonly part: (typeof textParts)[number]; readonly says: string };

/** What a text still wants before it can be approved. */
export const textGaps = (
  settings: DecisionSettings,
  content: ProposalContent,
  outcome: FindingOutcome,
): readonly TextGap[] => {
  const { rung, letter, whyNoLetter, lawyerOn, reporterText, reasons } = content;
  const gaps: TextGap[] = [];
  if (rung !== null && outcome !== 'violation')
    gaps.push({ part: 'finding', says: 'A rung of the ladder needs the finding “violation”.' });
  const empty = letterParts.filter((part) => (letter?.[part] ?? '').trim() === '');
  if (rung !== null && whyNoLetter === undefined && empty.length > 0)
    gaps.push({
      part: 'letter',
      says: letter
        ? `The letter is not complete: ${empty.join(', ')}.`
        : 'Write the letter, or say why the respondent is told nothing.',
    });
  if (rungOf(settings, rung)?.lawyer === true && lawyerOn === undefined)
    gaps.push({ part: 'lawyer', says: 'Enter the day on which a lawyer has looked at it.' });
  if (letterParts.some((part) => letter?.[part].includes(placeToFill)))
    gaps.push({ part: 'letter', says: `There is still a place to fill in in the letter: ${placeToFill}` });
  if (reporterText.trim() === '')
    gaps.push({ part: 'reporter-text', says: 'Write what the reporter reads.' });
  if (reasons.trim() === '') gaps.push({ part: 'reasons', says: 'Write the reasons.' });
  return gaps;
};
