import * as z from 'zod';
import { isBlank, textIssue } from '../kernel/text.ts';
import type { DoorPage } from './door-page.ts';
import type { ActProblem } from './act-facts.ts';
import { factsOfPlatform, platformActProblem, platformActs } from './platform-acts.ts';
import { factsOfResponse, responseActProblem, responseActs } from './response-acts.ts';
import { witnessActs } from './witness-acts.ts';

export const anyAct = z.discriminatedUnion('act', [...responseActs, ...witnessActs, ...platformActs]);

export type DoorAct = z.output<typeof anyAct>;
export type DoorActName = DoorAct['act'];

export const doorActNames: readonly DoorActName[] = anyAct.options.map(
  ({ shape }): DoorActName => shape.act.value,
);

/** The names of everything an act can be about. */
export const doorFactNames: readonly string[] = [
  ...new Set(
    anyAct.options.flatMap(({ shape: { facts } }) =>
      facts instanceof z.ZodObject ? Object.keys(facts.shape) : [],
    ),
  ),
];

/** Acts that say nothing without a text or a file. */
const needText: readonly DoorActName[] = ['appeal', 'return-request', 'cannot'];
export const needsText = (act: DoorActName): boolean => needText.includes(act);

/** What the holder of a door does by pressing a button, as it comes in. */
export const doorAct = anyAct.superRefine(({ act, text, attachments }, context) => {
  if (needsText(act) && isBlank(text) && attachments.length === 0)
    context.addIssue({ ...textIssue({ kind: 'empty' }), path: ['text'] });
});

/** Why an act does not fit what the page of its door offers. @param today an ISO day in UTC */
export const doorActProblem = (page: DoorPage, given: DoorAct, today: string): ActProblem | undefined => {
  switch (given.act) {
    case 'more-time':
    case 'measure-done':
    case 'return-request':
    case 'appeal':
      return page.kind === 'response' ? responseActProblem(page, given, today) : 'not-offered';
    case 'declined':
    case 'off-the-record':
      return page.kind === 'witness' ? undefined : 'not-offered';
    case 'placed':
    case 'lifted':
    case 'cannot':
      return page.kind === 'platform' ? platformActProblem(page, given) : 'not-offered';
  }
};

/**
 * Whether the page offers an act at all, whatever is still to be filled in.
 * @param about the facts that say what it is about
 */
export const isActOffered = (
  page: DoorPage,
  act: DoorActName,
  about: Readonly<Record<string, string>>,
  today: string,
): boolean => {
  const asked = act === 'appeal' ? { ground: 'other', late: '.' } : {};
  const filled = anyAct.safeParse({ act, facts: { ...about, ...asked }, text: '.' });
  return filled.success && doorActProblem(page, filled.data, today) === undefined;
};

/** The facts as they are written into an entry: texts. */
export const factsOfAct = (given: DoorAct): Readonly<Record<string, string>> => {
  switch (given.act) {
    case 'more-time':
    case 'measure-done':
    case 'return-request':
    case 'appeal':
      return factsOfResponse(given);
    case 'declined':
    case 'off-the-record':
      return {};
    case 'placed':
    case 'lifted':
    case 'cannot':
      return factsOfPlatform(given);
  }
};
