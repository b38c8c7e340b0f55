import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { ongoingAnswer, riskLevel, riskParts, type Risk, type RiskPart } from '../../case/risk.ts';
import { changeCase } from '../change/change-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';

// Says how soon somebody has to act. It is shown to those who may see the case anyway.
const permission: PermissionRow = { roles: everybody };

const newRisk = z
  .strictObject({
    safety: riskLevel.nullable().optional().describe('Whether somebody may come to harm.'),
    ongoing: ongoingAnswer.nullable().optional().describe('Whether it goes on.'),
    retaliation: riskLevel
      .nullable()
      .optional()
      .describe('Whether somebody may be made to pay for having reported or spoken.'),
  })
  .refine((given) => riskParts.some((part) => given[part] !== undefined), {
    path: ['safety'],
    message: 'Say at least one of safety, ongoing and retaliation.',
  });

const names: Readonly<Record<RiskPart, string>> = {
  safety: 'safety risk',
  ongoing: 'ongoing',
  retaliation: 'risk of retaliation',
};

/** Judges how dangerous the case is. What is left out stays as it is; `null` takes it back. */
export const setRisk = caseOperation()({
  name: 'set-risk',
  path: '/risk',
  summary:
    'Say how dangerous the case is. What is left out stays as it is, `null` says that it is not known. Shown in the queue and on the case, never to the reporter.',
  permission,
  input: newRisk,
  ...changedAnswer,
  perform: async (context, caseId, wanted) => {
    const given = riskParts.filter((part) => wanted[part] !== undefined);
    const detail = given.map((part) => `${names[part]}: ${wanted[part] ?? 'not known'}`).join(', ');
    const result = await changeCase(context, caseId, permission, ({ brief }) => {
      const { safety, ongoing, retaliation } = { ...brief.risk, ...wanted };
      const risk: Risk = {
        safety: safety ?? undefined,
        ongoing: ongoing ?? undefined,
        retaliation: retaliation ?? undefined,
      };
      return { edit: { audit: { action: 'risk-set', detail }, brief: { ...brief, risk } } };
    });
    return changedTo<never>(caseId, result);
  },
  problems: {},
  audit: { 'risk-set': { says: 'Judged how dangerous the case is', detail: 'as-it-is' } },
  news: { did: 'risk', says: 'The risk is kept.', at: '#risk' },
  example: { safety: 'high', ongoing: 'maybe' },
});
