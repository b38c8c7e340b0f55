import { numberHider, type NumberHider } from '../../envelope/hidden-number.ts';
import type { OpenEntries } from '../thread/open-thread.ts';
import type { DoorPage } from './door-page.ts';

/** Facts of acts that are numbers of records. */
const recordFacts = ['measure', 'account', 'decision'] as const;
type RecordFact = (typeof recordFacts)[number];

type Change = (of: RecordFact, number: number) => number;

/** A hider for each kind is made once, and only where it is needed. */
const hiderOf = (threadKey: Uint8Array): ((of: RecordFact) => NumberHider) => {
  const hiders = new Map<RecordFact, NumberHider>();
  return (of) => {
    const hider = hiders.get(of) ?? numberHider(threadKey, of);
    hiders.set(of, hider);
    return hider;
  };
};

const withFacts = (facts: Readonly<Record<string, string>>, change: Change): Record<string, string> => {
  const changed = { ...facts };
  for (const name of recordFacts) {
    const fact = Object.hasOwn(changed, name) ? changed[name] : undefined;
    if (fact !== undefined && /^[1-9]\d{0,5}$/.test(fact)) changed[name] = String(change(name, Number(fact)));
  }
  return changed;
};

/** What a page shows, with other numbers in the place of those of the case's records. */
const hiddenPage = (page: DoorPage, hide: Change): DoorPage => {
  switch (page.kind) {
    case 'response':
      return {
        ...page,
        decisions: page.decisions.map((decision) => ({
          ...decision,
          number: hide('decision', decision.number),
          measures: decision.measures.map((measure) => ({
            ...measure,
            number: hide('measure', measure.number),
          })),
        })),
      };
    case 'platform':
      return {
        ...page,
        restrictions: page.restrictions.map((one) => ({
          ...one,
          measure: hide('measure', one.measure),
          account: hide('account', one.account),
        })),
      };
    case 'witness':
    case 'expert':
      return page;
  }
};

/**
 * A conversation as the holder of another door than the reporter's sees it. Records of a case are numbered one after the
 * other, over all whom it is about: by their numbers they would learn how many others there are. They see other numbers, the
 * same ones for as long as the conversation has its key.
 */
export const withHiddenRecords = <Shown extends { readonly page: DoorPage; readonly entries: OpenEntries }>(
  threadKey: Uint8Array,
  shown: Shown,
): Shown => {
  const hiders = hiderOf(threadKey);
  const hide: Change = (of, number) => hiders(of).hide(number);
  const entries = shown.entries.map((one) =>
    one.entry !== 'unreadable' && one.entry.kind === 'act'
      ? { ...one, entry: { ...one.entry, facts: withFacts(one.entry.facts, hide) } }
      : one,
  );
  return { ...shown, page: hiddenPage(shown.page, hide), entries };
};

/** What an act is about, by the numbers of the records that its holder sees others for. */
export const shownRecords = (
  threadKey: Uint8Array,
  facts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const hiders = hiderOf(threadKey);
  return withFacts(facts, (of, hidden) => hiders(of).show(hidden));
};
