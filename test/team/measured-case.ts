import { expect } from 'vitest';
import {
  decisionRecord,
  findingRecord,
  measureRecord,
  respondentRecord,
} from '../../functions/domain/casework/record/decision-records.ts';
import type { Decision } from '../../functions/domain/decision/decision.ts';
import type { Measure } from '../../functions/domain/decision/measure.ts';
import type { Member } from '../../functions/domain/member/member.ts';
import { day } from '../../functions/domain/kernel/clock.ts';
import { bodyOf, fileReport } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, refusalOf } from './as-member.ts';
import { editCase } from './decided-case.ts';

export type Colleague = Awaited<ReturnType<Service['addMember']>>;

const author = ({ memberId: id, name }: Member) => ({ id, name });

/** A case that a member has opened, about somebody with an account on the chat. */
export const caseAboutSomebody = async (service: Service, member: Colleague): Promise<string> => {
  const caseId = await caseIdOf(service, await fileReport(service));
  await read(service, member, caseId);
  await nameSomebody(service, member, caseId);
  return caseId;
};

/** A respondent of a case, and what was found of them. */
export const nameSomebody = (service: Service, member: Member, caseId: string): Promise<void> =>
  editCase(service, member, caseId, {
    records: [
      respondentRecord.write({
        codeName: 'teal-heron',
        handles: [{ platform: 'chat', handle: '@someone' }],
        addedBy: author(member),
        addedOn: day(service.clock.now),
      }),
      findingRecord.write({
        respondent: 1,
        outcome: 'violation',
        rules: ['harassment'],
        summary: 'They insulted somebody.',
        by: author(member),
        on: day(service.clock.now),
      }),
    ],
  });

/** A decision about the respondent of that case, with its measures. Times go by what is given. */
export const decideWith = (
  service: Service,
  member: Member,
  caseId: string,
  decided: {
    readonly decision?: Partial<Decision>;
    readonly measures?: readonly (Partial<Measure> & Pick<Measure, 'type'>)[];
  },
): Promise<void> => {
  const today = day(service.clock.now);
  return editCase(service, member, caseId, {
    records: [
      decisionRecord.write({
        proposal: 1,
        hash: 'h',
        respondent: 1,
        outcome: 'violation',
        rules: ['harassment'],
        rung: 'warning',
        from: today,
        approvedBy: [author(member)],
        dissentedBy: [],
        tookPart: [author(member)],
        by: author(member),
        on: today,
        status: 'in-force',
        ...decided.decision,
      }),
      ...(decided.measures ?? []).map((measure) =>
        measureRecord.write({
          respondent: 1,
          decision: 1,
          from: today,
          status: 'to-do',
          rollOuts: [],
          ...measure,
        }),
      ),
    ],
  });
};

/** Measures of another decision that are done, so many of them. */
export const doneMeasures = async (
  service: Service,
  member: Member,
  caseId: string,
  count: number,
): Promise<void> => {
  const done: Measure = {
    respondent: 1,
    decision: 9,
    type: 'reading',
    from: day(service.clock.now),
    status: 'done',
    rollOuts: [],
  };
  // A transaction holds a hundred rows.
  for (let left = count; left > 0; left -= 50)
    await editCase(service, member, caseId, {
      records: Array.from({ length: Math.min(left, 50) }, () => measureRecord.write(done)),
    });
};

export type ShownMeasure = Measure & {
  readonly number: number;
  readonly reviewed: boolean;
  readonly over: boolean;
};

export const measuresOf = async (
  service: Service,
  member: Colleague,
  caseId: string,
): Promise<readonly ShownMeasure[]> => {
  const answer = await get(service, member, `/api/cases/${caseId}/measures`);
  expect(answer.status).toBe(200);
  return (await bodyOf<{ measures: readonly ShownMeasure[] }>(answer)).measures;
};

/** What is answered to one request about a case: the status, and the code of a refusal. */
export const asking =
  (service: Service, caseId: () => string) =>
  async (member: Colleague, path: string, body: unknown): Promise<unknown> => {
    const answer = await post(service, member, `/api/cases/${caseId()}${path}`, body);
    return answer.status < 300 ? answer.status : refusalOf(answer);
  };
