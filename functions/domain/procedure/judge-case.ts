import type { AuditEntry } from '../audit/audit-log-line.ts';
import type { FindingKind, Judged, ProcedureRule } from './procedure-rules.ts';

/** What a case's audit log says, line by line, in its order; what does not open is left out and breaks the log. */
export type JudgedLog = {
  readonly lines: readonly AuditEntry[];
  /** Whether every line follows from the one before it, from the first to the one the case itself calls its last. */
  readonly isWhole: boolean;
  /** The id under which a person is known now, whatever row they had when they did something. */
  readonly personOf: (id: string) => string;
  readonly now: Date;
};

type Line = AuditEntry & { readonly person: string };
type Judging = Omit<JudgedLog, 'lines'> & {
  readonly lines: readonly Line[];
  readonly letterOf: (person: string) => string;
};

const monthOf = (on: string): string => on.slice(0, 7);

/** Which rules a case kept and broke, by its audit log alone: nothing that was written in the case is read. */
export const judgeCase = (log: JudgedLog): readonly Judged[] => {
  const lines = log.lines.map((line) => ({ ...line, person: log.personOf(line.by.id) }));
  const judging: Judging = { ...log, lines, letterOf: lettersOf(lines) };
  return [wholeness, decisions, appeals, emergencies, requests, steppedAside, dates].flatMap((judge) =>
    judge(judging),
  );
};

/** A, B, C in the order in which people first did something in the case; behind Z with a number. */
const lettersOf = (lines: readonly Line[]): ((person: string) => string) => {
  const people = [...new Set(lines.map(({ person }) => person))];
  return (person) => {
    const place = Math.max(0, people.indexOf(person));
    return `${String.fromCharCode(65 + (place % 26))}${place < 26 ? '' : String(Math.floor(place / 26))}`;
  };
};

const judged = (
  rule: ProcedureRule,
  { on }: Pick<Line, 'on'>,
  problem: FindingKind | undefined,
  people: readonly string[] = [],
): Judged =>
  problem === undefined
    ? { rule, outcome: 'kept', month: monthOf(on) }
    : { rule, outcome: 'broken', month: monthOf(on), kind: problem, people };

const notRecorded = (rule: ProcedureRule, { on }: Line): Judged => ({
  rule,
  outcome: 'not-recorded',
  month: monthOf(on),
});

const wholeness = ({ isWhole, lines, now }: Judging): readonly Judged[] => [
  judged('log-whole', lines.at(-1) ?? { on: now.toISOString() }, isWhole ? undefined : 'log-broken'),
];

const changesText = ['proposed', 'proposal-edited'];

/** Who approved the text that came into force, by what the log says since that text was written last. */
const approversOf = (before: readonly Line[], proposal: number | undefined): readonly Line[] => {
  const about = before.filter(({ facts }) => facts?.proposal === proposal);
  const written = about.findLastIndex(({ action }) => changesText.includes(action));
  const latest = new Map<string, Line>();
  for (const line of about.slice(written + 1))
    if (line.action.startsWith('proposal-')) latest.set(line.person, line);
  return [...latest.values()].filter(({ action }) => action === 'proposal-approves');
};

const decisions = (judging: Judging): readonly Judged[] =>
  judging.lines.flatMap((line, at) =>
    line.action === 'decision-in-force' ? decided(judging, line, judging.lines.slice(0, at)) : [],
  );

const decided = ({ letterOf }: Judging, line: Line, before: readonly Line[]): readonly Judged[] => {
  const rule = line.facts?.rule;
  if (!rule)
    return (['quorum', 'approvals', 'approved-after-opening', 'second-approver'] as const).map((one) =>
      notRecorded(one, line),
    );
  const proposal = line.facts?.proposal;
  const approvers = approversOf(before, proposal);
  const people = approvers.map(({ person }) => letterOf(person));
  const writers = before.filter(
    (one) => one.facts?.proposal === proposal && changesText.includes(one.action),
  );
  const unopened = approvers.filter((one) => !hasOpened(before, one));
  const isAlone =
    rule.needed > 1 && approvers.every(({ person }) => writers.some((one) => one.person === person));
  return [
    judged('quorum', line, rule.eligible < rule.quorum ? 'too-few-present' : undefined, people),
    judged('approvals', line, approvalProblem(rule, approvers.length), people),
    judged(
      'approved-after-opening',
      line,
      unopened.length > 0 ? 'approved-unopened' : undefined,
      unopened.map(({ person }) => letterOf(person)),
    ),
    judged('second-approver', line, isAlone ? 'approved-by-proposer-alone' : undefined, people),
  ];
};

const approvalProblem = (
  { needed, given, lead }: NonNullable<NonNullable<AuditEntry['facts']>['rule']>,
  inLog: number,
): FindingKind | undefined => {
  if (given < needed) return 'too-few-approvals';
  if (lead === 'missing') return 'no-lead-approved';
  // Written down as given, and by nobody: the log says so of itself.
  return inLog < needed ? 'approvals-not-in-log' : undefined;
};

/** Whoever wrote a case down, or reads on in it, has opened it. */
const opening = ['opened', 'filed', 'split', 'retaliation-case'];
const hasOpened = (before: readonly Line[], { person, on }: Line): boolean =>
  before.some((one) => one.person === person && opening.includes(one.action) && one.on <= on);

const outcomes = ['appeal-upheld', 'appeal-changed', 'appeal-overturned', 'appeal-sent-back'];
const partInDeciding = [...changesText, 'proposal-approves', 'decision-in-force'];

/** Who decides an appeal wrote nothing of the decision, approved nothing of it and did not put it in force. */
const appeals = ({ lines, letterOf }: Judging): readonly Judged[] =>
  lines.flatMap((line, at) => {
    if (!outcomes.includes(line.action)) return [];
    const before = lines.slice(0, at);
    const decision = line.facts?.decision;
    const forced = before.find(
      ({ action, facts }) => action === 'decision-in-force' && facts?.decision === decision,
    );
    if (decision === undefined || !forced?.facts) return [notRecorded('appeal-by-others', line)];
    const { proposal } = forced.facts;
    const hadPart = before.some(
      ({ person, action, facts, on }) =>
        person === line.person &&
        partInDeciding.includes(action) &&
        facts?.proposal === proposal &&
        on <= forced.on,
    );
    return [
      judged('appeal-by-others', line, hadPart ? 'decided-own-decision' : undefined, [letterOf(line.person)]),
    ];
  });

/** What one member did alone was looked at by another one, in time. */
const emergencies = ({ lines, letterOf, now }: Judging): readonly Judged[] =>
  lines.flatMap((line, at) => {
    if (line.action !== 'restricted-at-once') return [];
    const { measure, confirmBy } = line.facts ?? {};
    if (measure === undefined || confirmBy === undefined) return [notRecorded('emergency-confirmed', line)];
    const answer = lines
      .slice(at + 1)
      .find(
        ({ action, facts }) =>
          facts?.measure === measure &&
          (action === 'restriction-confirmed' || action === 'restriction-taken-back'),
      );
    const people = [line, ...(answer ? [answer] : [])].map(({ person }) => letterOf(person));
    if (!answer && now.toISOString() <= confirmBy)
      return [{ rule: 'emergency-confirmed', outcome: 'open', month: monthOf(line.on) } as const];
    return [judged('emergency-confirmed', line, emergencyProblem(line, answer, confirmBy), people)];
  });

const emergencyProblem = (
  imposed: Line,
  answer: Line | undefined,
  confirmBy: string,
): FindingKind | undefined => {
  if (!answer) return 'not-confirmed';
  if (answer.on > confirmBy) return 'confirmed-late';
  const isOwn = answer.person === imposed.person && answer.action === 'restriction-confirmed';
  return isOwn ? 'confirmed-by-oneself' : undefined;
};

/** What two people have to want, such as a copy: who agrees is not who asked. */
const requests = ({ lines, letterOf }: Judging): readonly Judged[] =>
  lines.flatMap((line, at) => {
    const [, act] = /^(\w+)-agreed$/.exec(line.action) ?? [];
    if (act === undefined || act === 'return') return [];
    const asked = lines.slice(0, at).findLast(({ action }) => action === `${act}-asked`);
    if (!asked) return [notRecorded('requests-by-two', line)];
    const isAlone = asked.person === line.person;
    return [
      judged('requests-by-two', line, isAlone ? 'asked-and-agreed-alone' : undefined, [
        letterOf(asked.person),
        letterOf(line.person),
      ]),
    ];
  });

/** Who has left a case to others does nothing more in it until they are let back. */
const steppedAside = ({ lines, letterOf, personOf }: Judging): readonly Judged[] =>
  lines.flatMap((line, at) => {
    if (line.action !== 'recused') return [];
    const after = lines.slice(at + 1);
    const back = after.findIndex(
      ({ action, detail }) =>
        action === 'recusal-lifted' && detail !== undefined && personOf(detail) === line.person,
    );
    const acted = (back < 0 ? after : after.slice(0, back)).some(({ person }) => person === line.person);
    return [
      judged('stepped-aside', line, acted ? 'acted-after-stepping-aside' : undefined, [
        letterOf(line.person),
      ]),
    ];
  });

const dates = ({ lines }: Judging): readonly Judged[] =>
  lines.flatMap((line) =>
    (line.facts?.settled ?? []).map(({ promise, kept }): Judged => ({
      ...judged('dates-kept', line, kept ? undefined : 'date-missed'),
      promise,
    })),
  );
