import { channelsOf } from '../../domain/member/channels-of.ts';
import { mayDo } from '../../domain/authorization/permissions.ts';
import { openCase } from '../../domain/casework/change/open-case.ts';
import { sectionsOf } from '../../domain/casework/reading/walk-queue.ts';
import type { Member } from '../../domain/member/member.ts';
import { counted, noCounts, type Judged } from '../../domain/procedure/procedure-rules.ts';
import { readProcedure, type JudgedCase } from '../../domain/procedure/read-procedure.ts';
import { caseCode, caseIdOfCode } from '../../envelope/case-code.ts';
import { fieldProblems, invalidFields, type Problem } from '../../web/answer/problem.ts';
import { cursorInvalid, notAllowed } from '../queue/list-problems.ts';
import type { TeamContext } from '../team-context.ts';
import {
  codeFields,
  procedureQuery,
  type ProcedureFinding,
  type ProcedureSums,
} from './procedure-contract.ts';
import { procedureCursor, procedurePlaceOf } from './procedure-cursor.ts';

export type ProcedurePart = {
  readonly kind: 'procedure';
  readonly findings: readonly ProcedureFinding[];
  readonly sums: ProcedureSums;
  readonly cursor: string | undefined;
};
type Refused = { readonly kind: 'refused'; readonly problem: Problem };
export type ProcedureResult = ProcedurePart | Refused;

const refused = (problem: Problem): Refused => ({ kind: 'refused', problem });

/**
 * How the cases of a member's channels were handled, a limited number of cases a request; the sums grow with each, and are
 * those of everything once there is no cursor.
 * @param asked the fields of `procedureFields`, as they came in
 */
export const readProcedurePart = async (
  context: TeamContext,
  member: Member,
  asked: Readonly<Record<string, string>>,
): Promise<ProcedureResult> => {
  if (mayDo('read-procedure', member.role) !== 'allowed') return refused(notAllowed);
  const query = procedureQuery.safeParse(asked);
  if (!query.success) return refused(invalidFields(fieldProblems(query.error)));
  const { channel, from, until, cursor } = query.data;
  const mine = channelsOf(member, context.settings);
  const channels = channel === undefined ? mine : mine.filter((name) => name === channel);
  if (channel !== undefined && channels.length === 0)
    return refused(invalidFields([{ pointer: '/channel', detail: 'Is not one of your channels.' }]));
  const now = context.clock();
  const secret = await context.ticketSecret(now);
  const named = { sections: sectionsOf(channels, ['open', 'closed']), months: [from ?? '', until ?? ''] };
  const begun = { after: {}, sums: { checked: 0, untouched: 0, rules: noCounts } };
  const place = cursor === undefined ? begun : procedurePlaceOf(secret, member.memberId, named, cursor);
  if (!place) return refused(cursorInvalid);
  const team = await context.members.allMembers();
  const page = await readProcedure(
    { ...context, store: context.cases, member, team, now },
    { sections: named.sections, after: place.after },
  );
  const isWithin = ({ month }: Judged): boolean =>
    (from === undefined || month >= from) && (until === undefined || month <= until);
  const judged = page.cases.map((one) => ({ ...one, judged: one.judged.filter(isWithin) }));
  const rules = judged.reduce((before, one) => counted(before, one.judged), place.sums.rules);
  const sums = {
    checked: place.sums.checked + page.cases.length,
    untouched: place.sums.untouched + page.untouched,
    rules,
  };
  return {
    kind: 'procedure',
    findings: findingsOf(secret, judged),
    sums,
    cursor: page.next && procedureCursor(secret, member.memberId, named, { after: page.next, sums }),
  };
};

/** In the order of their codes: that of the queue would tell which case is due first. */
const findingsOf = (secret: Uint8Array, cases: readonly JudgedCase[]): ProcedureFinding[] =>
  cases
    .flatMap(({ caseId, judged }) => {
      const code = caseCode(secret, caseId);
      return judged.flatMap(({ rule, kind, month, people = [], promise }) =>
        kind === undefined ? [] : [{ case: code, rule, kind, month, people: [...people], promise }],
      );
    })
    .sort((one, other) => (one.case < other.case ? -1 : Number(one.case > other.case)));

export type CodeResult =
  | {
      readonly kind: 'looked';
      readonly found: { readonly id: string; readonly caseName: string } | undefined;
    }
  | Refused;

/**
 * Which case an auditor asks about. One that does not exist for the lead is answered like a code that was never given out,
 * after the same calls.
 */
export const findByCode = async (
  context: TeamContext,
  member: Member,
  asked: Readonly<Record<string, string>>,
): Promise<CodeResult> => {
  if (mayDo('find-by-code', member.role) !== 'allowed') return refused(notAllowed);
  const query = codeFields.safeParse(asked);
  if (!query.success) return refused(invalidFields(fieldProblems(query.error)));
  const now = context.clock();
  const caseId = caseIdOfCode(await context.ticketSecret(now), query.data.code) ?? '-'.repeat(22);
  const opened = await openCase(context.openKeyRing, member, await context.cases.findCase(caseId), now);
  return {
    kind: 'looked',
    found: opened && { id: opened.head.caseId, caseName: opened.head.caseName },
  };
};
