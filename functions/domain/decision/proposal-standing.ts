import type { ApprovalRule } from '../../settings/decision-schema.ts';
import { inLanguage } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';
import { leadsOfCase } from '../authorization/permissions.ts';
import { day } from '../kernel/clock.ts';
import type { Author } from '../member/author.ts';
import type { Member } from '../member/member.ts';
import type { Approval, SoftConflict } from './approval.ts';
import { approvalRulesOf, gapsOfAll, gapWords, latestVerdicts, type RuleGap } from './approval-rule.ts';
import type { Decision } from './decision.ts';
import { eligibilityOf, isEligible, type DecidedCase, type Eligibility } from './eligibility.ts';
import type { Finding } from './finding.ts';
import { aboutRespondent } from './kept-respondent.ts';
import type { Opinion } from './opinion.ts';
import { mostRollOuts } from './measure.ts';
import { proposalHash, type Basis, type Proposal, type ProposedMeasure } from './proposal.ts';
import { contentProblem, textGaps, textParts } from './proposal-checks.ts';
import type { Respondent } from './respondent.ts';

type Numbered<Content> = readonly { readonly number: number; readonly content: Content }[];

/** The records by which it is known how a proposal stands. */
export type DecidingRecords = {
  readonly respondents: Numbered<Respondent>;
  readonly findings: Numbered<Finding>;
  readonly opinions: Numbered<Opinion>;
  readonly proposals: Numbered<Proposal>;
  readonly approvals: Numbered<Approval>;
  readonly softConflicts: Numbered<SoftConflict>;
  readonly decisions: Numbered<Decision>;
};

/** What else is known when it is asked. */
export type Deciding = {
  readonly settings: Pick<Settings, 'decisions' | 'outsideContact'>;
  readonly caseId: string;
  readonly decided: DecidedCase;
  readonly members: readonly Member[];
  readonly now: Date;
};

export const missingParts = [
  'respondent',
  ...textParts,
  'rung',
  'until',
  'measures',
  'accounts',
  'reporter-opinion',
  'respondent-opinion',
  'approvals',
] as const;

/** What is missing before a proposal can be put in force: a part of the page, and what to do. */
export type Missing = { readonly part: (typeof missingParts)[number]; readonly says: string };

/** What holds approvals back; the rest holds back putting in force alone. */
const beforeApproving: readonly Missing['part'][] = [
  'respondent',
  ...textParts,
  'rung',
  'until',
  'measures',
  'accounts',
];

/** How a proposal stands: everything that follows from the records, and nothing that is stored. */
export type ProposalStanding = {
  readonly number: number;
  readonly proposal: Proposal;
  readonly respondent: Respondent | undefined;
  readonly finding: Finding | undefined;
  /** What an approval binds now; absent while there is no finding to rest on. */
  readonly hash: string | undefined;
  readonly people: readonly Eligibility[];
  /** What who may take part says of exactly this text. */
  readonly approving: readonly Approval[];
  readonly dissenting: readonly Approval[];
  readonly rules: readonly ApprovalRule[];
  readonly gaps: readonly RuleGap[];
  readonly missing: readonly Missing[];
  /** What of that holds approvals back: the text is not complete. */
  readonly missingOfText: readonly Missing[];
  /** It was not decided in time: what happens now, in words. */
  readonly late: string | undefined;
};

/** The latest finding of a respondent: their own, or, where they have none, of one who was merged into them. */
export const findingOf = (
  { findings, respondents }: Pick<DecidingRecords, 'findings' | 'respondents'>,
  respondent: number,
) =>
  findings.findLast(({ content }) => content.respondent === respondent) ??
  aboutRespondent(respondents, findings, respondent).at(-1);

export const respondentOf = ({ respondents }: Pick<DecidingRecords, 'respondents'>, number: number) =>
  respondents.find((one) => one.number === number)?.content;

/** What a proposal rests on, as its hash binds it. */
export const basisOf = (
  { edition = 1 }: Pick<Proposal, 'edition'>,
  { finding, respondent }: { readonly finding: Finding; readonly respondent: Respondent },
): Basis => ({ finding, respondent, editions: [edition, finding.edition ?? 1] });

/** How many decisions about a respondent there are, or about one who was merged into them. */
export const decisionsAbout = (
  { decisions, respondents }: Pick<DecidingRecords, 'decisions' | 'respondents'>,
  respondent: number,
): number => aboutRespondent(respondents, decisions, respondent).length;

/**
 * What the reporter or the respondent thinks, since the latest decision about the respondent. After a merger what was
 * said of either counts; where the other one was decided on before, nobody knows which came first, and it is asked anew.
 */
export const opinionOf = (
  records: Pick<DecidingRecords, 'opinions' | 'decisions' | 'respondents'>,
  of: Opinion['of'],
  respondent: number,
) => {
  const before = decisionsAbout(records, respondent);
  return aboutRespondent(records.respondents, records.opinions, respondent).findLast(
    ({ content }) => content.of === of && (content.decisionsBefore ?? 0) === before,
  );
};

const opinionGap = (
  records: DecidingRecords,
  of: Opinion['of'],
  respondent: number,
  now: Date,
): readonly Missing[] => {
  const opinion = opinionOf(records, of, respondent)?.content;
  const part = `${of}-opinion` as const;
  const who = of === 'reporter' ? 'the reporter' : 'the respondent';
  if (!opinion) return [{ part, says: `Note what ${who} thinks, or why they are not asked.` }];
  if (opinion.said !== undefined || opinion.whyNotAsked !== undefined) return [];
  const by = opinion.asked?.by ?? '';
  return by < day(now)
    ? []
    : [
        {
          part,
          says: `${of === 'reporter' ? 'The reporter' : 'The respondent'} has until ${by} to answer. Note what they say, or wait until then.`,
        },
      ];
};

/** Accounts of a respondent on which restrictions have to be carried out. */
export const rollOutsOf = (
  { restrictions = [] }: Pick<ProposedMeasure, 'restrictions'>,
  { handles }: Pick<Respondent, 'handles'>,
) =>
  restrictions.flatMap(({ platform, restriction }) => {
    const accounts = handles.filter((one) => one.platform === platform).map(({ handle }) => handle);
    // Somebody has to find out which account it is: it is not done by there being none.
    return (accounts.length > 0 ? accounts : ['']).map((account) => ({ platform, restriction, account }));
  });

/**
 * What the settings allow no more: they may have changed since it was proposed, and what nobody can carry out comes into
 * no force. That days have passed since is told elsewhere.
 */
const settingsGap = (
  { settings, now }: Pick<Deciding, 'settings' | 'now'>,
  content: Proposal['content'],
): readonly Missing[] => {
  const today = day(now);
  const asProposed = content.from < today ? content.from : today;
  const problem = contentProblem(settings.decisions, content, asProposed);
  if (!problem || problem.pointer === '/rung') return [];
  const part = problem.pointer.startsWith('/measures') ? 'measures' : 'until';
  return [{ part, says: `The settings have changed since this was proposed. ${problem.says}` }];
};

const partsGap = (
  deciding: Deciding,
  { content }: Proposal,
  { respondent, rules }: Pick<ProposalStanding, 'respondent'> & { readonly rules: unknown },
): readonly Missing[] => {
  const today = day(deciding.now);
  const ends = [content.until, ...content.measures.map(({ until }) => until)];
  const missing: Missing[] = [];
  if (!respondent) missing.push({ part: 'respondent', says: 'Choose a respondent of this case.' });
  else if (respondent.mergedInto !== undefined)
    missing.push({
      part: 'respondent',
      says: 'This respondent turned out to be another one. Propose it for that one.',
    });
  if (!rules) missing.push({ part: 'rung', says: 'This rung is not in the settings any more.' });
  if (ends.some((until) => until !== undefined && until < today))
    missing.push({ part: 'until', says: 'Its last day has passed. Enter another one.' });
  else missing.push(...settingsGap(deciding, content));
  if (respondent && content.measures.some((one) => rollOutsOf(one, respondent).length > mostRollOuts))
    missing.push({
      part: 'accounts',
      says: `A measure concerns more than ${mostRollOuts} accounts. Make two of it.`,
    });
  return missing;
};

/** A proposal does not lapse: what was said of it counts until it is decided, changed or withdrawn. */
const lateWords = (
  { settings, now }: Deciding,
  { status, decideBy }: Proposal,
  gaps: readonly RuleGap[],
): string | undefined => {
  if (status !== 'open' || decideBy === undefined || decideBy >= day(now)) return undefined;
  const outside = settings.outsideContact;
  const turn = outside === undefined ? '' : ` They can turn to ${inLanguage(outside.label, 'en')}.`;
  const stuck = gaps.some(({ kind }) => kind === 'quorum')
    ? ` Too few can take part: a lead gives an outside reviewer access, who then approves like the others.${turn}`
    : '';
  return `It was to be decided by ${decideBy}, and the leads are told. It stays open, and what was said of it counts: decide it, change it or withdraw it.${stuck}`;
};

/** What those who may take part say of exactly this text. */
const votes = (
  { members, decided }: Deciding,
  { people, said }: { readonly people: readonly Eligibility[]; readonly said: ReadonlyMap<string, Approval> },
) => {
  const eligible = people.filter(isEligible).map(({ memberId }) => memberId);
  const counted = [...said.values()].filter(({ by }) => eligible.includes(by.id));
  const approving = counted.filter(({ verdict }) => verdict === 'approves');
  const leads = leadsOfCase(members, decided.channel, decided.brief).map(({ memberId }) => memberId);
  return {
    approving,
    dissenting: counted.filter(({ verdict }) => verdict === 'dissents'),
    vote: { eligible, approving: approving.map(({ by }) => by.id), leads },
  };
};

/**
 * How a proposal stands at this moment: who may take part and why others may not, who approves exactly this text, and
 * what is missing before it can be put in force. All of it is worked out anew each time; nothing of it is stored.
 */
export const standingOf = (
  deciding: Deciding,
  records: DecidingRecords,
  { number, content: proposal }: { readonly number: number; readonly content: Proposal },
): ProposalStanding => {
  const { settings, caseId, decided, members, now } = deciding;
  const { content } = proposal;
  const respondent = respondentOf(records, content.respondent);
  const finding = findingOf(records, content.respondent)?.content;
  const hash =
    finding && respondent && proposalHash(caseId, content, basisOf(proposal, { finding, respondent }));
  const softConflicts = records.softConflicts.map((one) => one.content);
  const people = eligibilityOf(members, decided, { team: proposal.team, softConflicts });
  const approvals = records.approvals.map((one) => one.content);
  const said = latestVerdicts(approvals, number, hash ?? '');
  const { approving, dissenting, vote } = votes(deciding, { people, said });
  const rules = approvalRulesOf(settings.decisions, content);
  const gaps = gapsOfAll(rules ?? [], vote);
  const outside = settings.outsideContact;
  const text: readonly Missing[] = finding
    ? textGaps(settings.decisions, content, finding.outcome)
    : [{ part: 'finding', says: 'Say what was found about this respondent.' }];
  const missing = [
    ...partsGap(deciding, proposal, { respondent, rules }),
    ...text,
    ...opinionGap(records, 'reporter', content.respondent, now),
    ...opinionGap(records, 'respondent', content.respondent, now),
    ...gaps.map((gap) => ({
      part: 'approvals' as const,
      says: gapWords(gap, outside && inLanguage(outside.label, 'en')),
    })),
  ];
  return {
    number,
    proposal,
    respondent,
    finding,
    hash,
    people,
    approving,
    dissenting,
    rules: rules ?? [],
    gaps,
    missing,
    missingOfText: missing.filter(({ part }) => beforeApproving.includes(part)),
    late: lateWords(deciding, proposal, gaps),
  };
};

/** The leads among those who approve, by id. */
export const leadsApproving = (
  { members, decided }: Pick<Deciding, 'members' | 'decided'>,
  approving: readonly Author[],
): readonly string[] => {
  const leads = leadsOfCase(members, decided.channel, decided.brief).map(({ memberId }) => memberId);
  return approving.map(({ id }) => id).filter((id) => leads.includes(id));
};
