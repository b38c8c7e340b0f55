import { keptRespondent } from '../../../functions/domain/decision/kept-respondent.ts';
import type { CaseStatistic, DecisionStatistic } from '../../../functions/domain/statistics/statistic.ts';
import type { OpenedCase } from '../../team/counted.ts';

/** What a case's rows must say, worked out from the case as it is stored and from nothing that writes rows. */

const month = (at: Date): string => at.toISOString().slice(0, 7);
const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();

const accessOf = ({ brief }: OpenedCase) => {
  const { excludedMembers, recusedMembers, asideMembers = [], grantedMembers, rosterRevision } = brief;
  return {
    hiddenFrom: sorted([...excludedMembers, ...recusedMembers, ...asideMembers]),
    grantedMembers,
    rosterRevision,
  };
};

const sourceOf = ({ entries }: OpenedCase): CaseStatistic['source'] => {
  const first = entries[0]?.entry;
  if (!first || first === 'unreadable') return 'reporter';
  return first.from === 'team' || (first.from === 'reporter' && 'filedBy' in first && first.filedBy)
    ? 'member'
    : 'reporter';
};

const appealsOf = ({ records: { appeals } }: OpenedCase, decision: number) =>
  appeals.filter(({ content }) => content.decision === decision).map(({ content }) => content);

/** `none`, `open`, or the latest outcome. The stories of this world refuse no appeal and take none twice. */
const appealOf = (opened: OpenedCase, decision: number): DecisionStatistic['appeal'] => {
  const appeals = appealsOf(opened, decision);
  if (appeals.some(({ outcome }) => outcome?.standsOn === undefined)) return 'open';
  return appeals.at(-1)?.outcome?.is ?? 'none';
};

type Stands = { readonly outcome: string; readonly rules: readonly string[] };

const standing = (opened: OpenedCase): readonly Stands[] => {
  const { respondents, findings, decisions } = opened.records;
  const isAbout = (number: number) => (one: { readonly content: { readonly respondent: number } }) =>
    keptRespondent(respondents, one.content.respondent) === number;
  return respondents
    .filter(({ content }) => content.mergedInto === undefined)
    .flatMap(({ number }): readonly Stands[] => {
      const decision = decisions
        .filter(isAbout(number))
        .filter(({ content }) => content.status !== 'replaced')
        .at(-1);
      if (decision && appealOf(opened, decision.number) === 'overturned')
        return [{ outcome: 'overturned', rules: [] }];
      const own = findings.filter(({ content }) => content.respondent === number).at(-1);
      const found = decision ?? own ?? findings.filter(isAbout(number)).at(-1);
      return found ? [found.content] : [];
    });
};

/** When something happened, and dates that were kept or missed: what whoever watches the case has seen. */
export type Watched = Pick<CaseStatistic, 'times' | 'promises' | 'closedIn' | 'urgent'>;

const appealDates = ({ records: { appeals } }: OpenedCase): readonly boolean[] =>
  appeals.flatMap(({ content: { acknowledged, acknowledgeBy, decideBy, outcome } }) => {
    const told = acknowledged?.on ?? outcome?.standsOn;
    return [
      ...(told === undefined ? [] : [told <= acknowledgeBy.slice(0, 10)]),
      ...(outcome?.standsOn === undefined ? [] : [outcome.standsOn <= decideBy.slice(0, 10)]),
    ];
  });

export const caseFromScratch = (opened: OpenedCase, watched: Watched): Omit<CaseStatistic, 'countTag'> => {
  const { head, brief, records } = opened;
  const outcomes = new Set(standing(opened).map(({ outcome }) => outcome));
  const isNamed = records.respondents.length + records.decisions.length > 0;
  const kept = appealDates(opened).filter((isKept) => isKept).length;
  return {
    kind: 'case',
    month: month(head.sentAt),
    channel: head.channel,
    source: sourceOf(opened),
    anonymous: (brief.identityGiven ?? []).length === 0,
    urgent: watched.urgent,
    people: records.respondents.filter(({ content }) => content.mergedInto === undefined).length,
    state: head.state !== 'closed' ? 'open' : brief.likelySpam && !isNamed ? 'spam' : 'closed',
    scope:
      outcomes.size === 0 ? 'unknown' : [...outcomes].join() === 'out-of-scope' ? 'out-of-scope' : 'in-scope',
    outcome: outcomes.has('violation')
      ? 'violation'
      : outcomes.has('not-substantiated') || outcomes.has('overturned')
        ? 'undecided'
        : outcomes.has('no-violation')
          ? 'no-violation'
          : 'none',
    rules: sorted(standing(opened).flatMap(({ outcome, rules }) => (outcome === 'violation' ? rules : []))),
    closedIn: watched.closedIn,
    times: watched.times,
    promises: {
      kept: watched.promises.kept + kept,
      missed: watched.promises.missed + appealDates(opened).length - kept,
    },
    ...accessOf(opened),
  };
};

export const decisionsFromScratch = (opened: OpenedCase): readonly DecisionStatistic[] =>
  opened.records.decisions.map(({ number, content }) => {
    const people = content.tookPart.length;
    const shares = {
      number: 0,
      majority: Math.floor(people / 2) + 1,
      'two-thirds': Math.ceil((2 * people) / 3),
    };
    const wanted = (content.approvalRules ?? []).map(({ share, atLeast }) =>
      Math.max(atLeast, share === 'all' ? people : shares[share]),
    );
    const sent = appealsOf(opened, number).map(({ sentAt }) => sentAt);
    return {
      kind: 'decision',
      month: content.on.slice(0, 7),
      channel: opened.head.channel,
      source: sourceOf(opened),
      outcome: content.outcome,
      rung: content.rung,
      rules: sorted(content.rules),
      measures: sorted(
        opened.records.measures
          .filter((one) => one.content.decision === number)
          .map((one) => one.content.type),
      ),
      approvals: { needed: Math.max(...wanted), given: content.approvedBy.length, quorum: true },
      appeal: appealOf(opened, number),
      appealIn: sent.sort().at(-1)?.slice(0, 7),
      ...accessOf(opened),
    };
  });
