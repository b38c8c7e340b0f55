import type { LogFacts } from '../../functions/domain/register/log-line.ts';
import { newLogLineId, type LogWrite } from '../../functions/domain/register/log-write.ts';
import { changeCase, isCommitted } from '../../functions/domain/casework/change/change-case.ts';
import type { CaseContext, CaseEdit } from '../../functions/domain/casework/change/case-edit.ts';
import { decisionRecord } from '../../functions/domain/casework/record/decision-records.ts';
import type { Decision } from '../../functions/domain/decision/decision.ts';
import type { Member } from '../../functions/domain/member/member.ts';
import { day } from '../../functions/domain/kernel/clock.ts';
import { fileReport } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { caseIdOf, read } from './as-member.ts';

/** What an operation of a member works with. */
export const contextOf = ({ teamContext, clock }: Service, member: Member): CaseContext => ({
  settings: teamContext.settings,
  store: teamContext.cases,
  register: teamContext.cases,
  lookUps: teamContext.lookUps,
  openKeyRing: teamContext.openKeyRing,
  ringPublicKey: teamContext.ringPublicKey,
  random: teamContext.random,
  member,
  readOnly: false,
  team: () => teamContext.members.allMembers(),
  findMember: (memberId) => teamContext.members.findMember(memberId),
  newCaseId: () => Promise.reject(new Error('no case is split')),
  newDoorToken: () => Promise.resolve(teamContext.random.bytes(16)),
  reporterUrl: teamContext.reporterUrl,
  now: clock.now,
});

export const someFacts = (now: Date, own: Partial<LogFacts> = {}): LogFacts => ({
  person: 'teal-heron',
  decidedOn: day(now),
  source: 'reporter',
  outcome: 'violation',
  rules: ['harassment'],
  rung: 'warning',
  measures: ['no-contact'],
  from: day(now),
  status: 'in-force',
  appeal: 'none',
  ...own,
});

const someDecision = (facts: LogFacts, by: Member, respondent: number, logLine: string): Decision => {
  const author = { id: by.memberId, name: by.name };
  const { outcome, rules, rung, from, until } = facts;
  return {
    proposal: 1,
    hash: 'h',
    respondent,
    outcome,
    rules,
    rung,
    from,
    ...(until !== undefined && { until }),
    approvedBy: [author],
    dissentedBy: [],
    tookPart: [author],
    by: author,
    on: facts.decidedOn,
    status: 'in-force',
    logLine,
  };
};

/** A change of a case that no operation makes, through the engine like any other. */
export const editCase = async (
  service: Service,
  member: Member,
  caseId: string,
  edit: Omit<CaseEdit, 'audit'>,
): Promise<void> => {
  const anybody = { roles: [member.role] } as const;
  const result = await changeCase(contextOf(service, member), caseId, anybody, () => ({
    edit: { audit: { action: 'decided' }, ...edit },
  }));
  if (!isCommitted(result)) throw new Error(result.kind);
};

export const writeLog = (service: Service, member: Member, caseId: string, logLines: readonly LogWrite[]) =>
  editCase(service, member, caseId, { logLines });

/** Puts a decision into force in a case that the member has opened. @returns the id of its line */
export const decide = async (
  service: Service,
  member: Member,
  caseId: string,
  { respondent = 1, ...own }: Partial<LogFacts> & { readonly respondent?: number } = {},
): Promise<string> => {
  const facts = someFacts(service.clock.now, own);
  const id = newLogLineId(service.teamContext.random, facts.decidedOn);
  await editCase(service, member, caseId, {
    records: [decisionRecord.write(someDecision(facts, member, respondent, id))],
    logLines: [{ kind: 'new', id, facts }],
  });
  return id;
};

/** A new case that a member has opened and decided. */
export const decidedCase = async (
  service: Service,
  member: Member & { readonly authorization: string },
  own: Partial<LogFacts> = {},
  report?: Parameters<typeof fileReport>[1],
): Promise<{ readonly caseId: string; readonly lineId: string }> => {
  const caseId = await caseIdOf(service, await fileReport(service, report));
  await read(service, member, caseId);
  return { caseId, lineId: await decide(service, member, caseId, own) };
};
