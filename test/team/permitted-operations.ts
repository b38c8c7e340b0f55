import { caseOperations } from '../../functions/domain/casework/operations.ts';
import { operationPath } from '../../functions/team/handling/operation-path.ts';
import { attachmentPath, casePath, routes } from '../../functions/team/routes.ts';
import { jsonRequest } from '../harness/requests.ts';
import type { Member } from '../../functions/domain/member/member.ts';
import type { Service } from '../harness/service.ts';
import { formPost } from './as-browser.ts';
import { editCase } from './decided-case.ts';
import { appealTries } from './permitted-appeals.ts';
import { decidingTries } from './permitted-deciding.ts';
import { redactionTries } from './permitted-redactions.ts';
import { requestTries } from './permitted-requests.ts';
import { registerTries } from './permitted-register.ts';
import { doorTries } from './permitted-doors.ts';
import { asFields, measureTries } from './permitted-measures.ts';
import { narrativeTries } from './permitted-narratives.ts';

/** What a member tries, as their browser or as their script would send it. */
export type Attempt = { readonly path: string; readonly init: RequestInit };

/** Whom and what an attempt names. */
export type Scene = {
  readonly caseId: string;
  /** Another case of the same people. */
  readonly otherId: string;
  readonly actorId: string;
  /** A member who may know of the case, and who may not yet. */
  readonly colleagueId: string;
  readonly laterId: string;
  readonly recusedId: string;
  readonly asideId: string;
  /** A file of the case of which the reporter has kept the original. */
  readonly attachmentId: string;
  readonly now: Date;
  /** Of the text of the case's proposal, where there is one. */
  readonly hash?: string | undefined;
  /** Of the register, where one is there of another case. */
  readonly entry?: string | undefined;
};

export type CaseTry = {
  /** Doing it changes how people stand to the case, or cannot be done twice: each try has a case of its own. */
  readonly once?: true;
  /** What stands in the case before, where no operation that a lead can do alone brings it about. */
  readonly arrange?: (service: Service, lead: Member, scene: Scene) => Promise<void>;
  /** What a lead of the case does first, where there would be nothing to do. */
  readonly before?: (scene: Scene) => readonly Attempt[];
  /** As `before`, where what is tried depends on what was answered. */
  readonly prepare?: (scene: Scene, act: (attempt: Attempt) => Promise<Response>) => Promise<Scene>;
  /** What who tries it does first. */
  readonly asActor?: (scene: Scene) => readonly Attempt[];
  readonly page: (scene: Scene) => Attempt;
  readonly json: (scene: Scene) => Attempt;
};

type Fields = Parameters<typeof formPost>[0];
const look = (path: string): Attempt => ({ path, init: {} });
const form = (path: string, fields: Fields = {}): Attempt => ({ path, init: formPost(fields) });
const json = (scene: Scene, path: string, body: unknown = {}): Attempt => ({
  path: `/api${casePath(scene.caseId)}${path}`,
  init: jsonRequest(body, { 'sec-fetch-site': 'same-origin' }),
});

const reason = 'It has to be.';
const promised = ({ now }: Scene) => ({
  name: 'Ada',
  by: new Date(now.getTime() + 10 * 86_400_000).toISOString().slice(0, 10),
});
const inTenDays = ({ now }: Scene): string => new Date(now.getTime() + 10 * 86_400_000).toISOString();

/** How each operation on a case is asked for, on its page and as JSON. */
const tries = {
  'see-brief': {
    page: ({ caseId }) => look(casePath(caseId)),
    json: ({ caseId }) => look(`/api${casePath(caseId)}/brief`),
  },
  'open-case': {
    page: ({ caseId }) => form(casePath(caseId, routes.openCase)),
    json: ({ caseId }) => look(`/api${casePath(caseId)}`),
  },
  'download-file': {
    page: ({ caseId, attachmentId }) => look(attachmentPath(caseId, attachmentId)),
    json: ({ caseId, attachmentId }) => look(`/api${attachmentPath(caseId, attachmentId)}`),
  },
  'set-aside': {
    once: true,
    page: ({ caseId, colleagueId }) => form(`${casePath(caseId)}/aside`, { memberId: colleagueId, reason }),
    json: (scene) => json(scene, '/aside', { memberId: scene.colleagueId, reason }),
  },
  'let-back': {
    once: true,
    page: ({ caseId, asideId }) => form(`${casePath(caseId)}/aside/lift`, { memberId: asideId, reason }),
    json: (scene) => json(scene, '/aside/lift', { memberId: scene.asideId, reason }),
  },
  'recuse-oneself': {
    once: true,
    page: ({ caseId }) => form(casePath(caseId, routes.leaveCase)),
    json: (scene) => json(scene, '/recusal'),
  },
  'lift-recusal': {
    once: true,
    page: ({ caseId, recusedId }) => form(`${casePath(caseId)}/recusal/lift`, { memberId: recusedId }),
    json: (scene) => json(scene, '/recusal/lift', { memberId: scene.recusedId }),
  },
  'answer-reporter': {
    page: ({ caseId }) => form(casePath(caseId, routes.reply), { text: 'Are you safe?' }),
    json: (scene) => json(scene, '/messages', { text: 'Are you safe?' }),
  },
  'write-note': {
    page: ({ caseId }) => form(casePath(caseId, routes.note), { text: 'Call them.' }),
    json: (scene) => json(scene, '/notes', { text: 'Call them.' }),
  },
  'change-state': {
    once: true,
    page: ({ caseId }) => form(casePath(caseId, routes.state), { state: 'acknowledged', reason }),
    json: (scene) => json(scene, '/state', { state: 'acknowledged', reason }),
  },
  'open-identity': {
    page: ({ caseId }) => form(casePath(caseId, routes.identity), { part: 'name', reason }),
    json: (scene) => json(scene, '/identity', { part: 'name', reason }),
  },
  'open-original': {
    page: ({ caseId, attachmentId }) =>
      form(attachmentPath(caseId, attachmentId, routes.original), { reason }),
    json: (scene) => json(scene, `/attachments/${scene.attachmentId}/original`, { reason }),
  },
  'assign-oneself': {
    once: true,
    page: ({ caseId, actorId }) => form(casePath(caseId, routes.assignee), { memberId: actorId }),
    json: (scene) => json(scene, '/assignee', { memberId: scene.actorId }),
  },
  'assign-another': {
    once: true,
    page: ({ caseId, colleagueId }) => form(casePath(caseId, routes.assignee), { memberId: colleagueId }),
    json: (scene) => json(scene, '/assignee', { memberId: scene.colleagueId }),
  },
  'take-urgent': {
    once: true,
    page: ({ caseId }) => form(casePath(caseId, routes.taken)),
    json: (scene) => json(scene, '/taken'),
  },
  'change-task': {
    page: ({ caseId }) => form(`${casePath(caseId)}/tasks`, { text: 'Ask the venue.' }),
    json: (scene) => json(scene, '/tasks', { text: 'Ask the venue.' }),
  },
  'move-deadline': {
    page: (scene) =>
      form(`${casePath(scene.caseId)}/deadlines`, {
        deadline: 'feedbackBy',
        by: inTenDays(scene).slice(0, 10),
        reason,
      }),
    json: (scene) => json(scene, '/deadlines', { deadline: 'feedbackBy', by: inTenDays(scene), reason }),
  },
  'answer-erasure': {
    once: true,
    page: ({ caseId }) => form(casePath(caseId, routes.erasure), { decision: 'refuse', reason }),
    json: (scene) => json(scene, '/erasure', { decision: 'refuse', reason }),
  },
  'grant-access': {
    once: true,
    page: ({ caseId, laterId }) => form(`${casePath(caseId)}/grants`, { memberId: laterId, reason }),
    json: (scene) => json(scene, '/grants', { memberId: scene.laterId, reason }),
  },
  'transfer-case': {
    once: true,
    page: ({ caseId }) => form(`${casePath(caseId)}/transfer`, { channel: 'security', reason }),
    json: (scene) => json(scene, '/transfer', { channel: 'security', reason }),
  },
  'split-case': {
    once: true,
    page: ({ caseId }) =>
      form(casePath(caseId, routes.split), { channel: 'security', text: 'A part of it.', reason }),
    json: (scene) => json(scene, '/split', { channel: 'security', text: 'A part of it.', reason }),
  },
  'retaliation-case': {
    once: true,
    arrange: async (service, lead, { caseId, now }) => {
      const on = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000).toISOString();
      const texts = new Map([['text', 'He took my task away.']]);
      const entry = { from: 'reporter', kind: 'act', on, act: 'retaliation', facts: {}, texts } as const;
      await editCase(service, lead, caseId, { entries: [{ thread: 'reporter', entry }] });
    },
    page: ({ caseId }) => form(`${casePath(caseId)}/retaliation`, { entry: '2' }),
    json: (scene) => json(scene, '/retaliation', { entry: 2 }),
  },
  'link-cases': {
    once: true,
    page: ({ caseId, otherId }) => form(casePath(caseId, routes.links), { caseId: otherId, reason }),
    json: (scene) => json(scene, '/links', { caseId: scene.otherId, reason }),
  },
  'read-audit-log': {
    page: ({ caseId }) => look(casePath(caseId, routes.audit)),
    json: ({ caseId }) => look(`/api${casePath(caseId, routes.audit)}`),
  },
  'export-audit-log': {
    page: ({ caseId }) => form(casePath(caseId, routes.auditExport)),
    json: (scene) => json(scene, '/audit/export'),
  },
  'contact-made': {
    once: true,
    before: (scene) => [json(scene, '/messages', { text: 'Hi.', inTouch: promised(scene) })],
    page: ({ caseId }) => form(casePath(caseId, routes.contactMade)),
    json: (scene) => json(scene, '/contact-made'),
  },
  'tick-task': {
    once: true,
    before: (scene) => [json(scene, '/tasks', { text: 'Ask the venue.' })],
    page: ({ caseId }) => form(casePath(caseId, routes.task, '1'), { done: 'yes' }),
    json: (scene) => json(scene, '/tasks/1', { done: true }),
  },
  'unlink-cases': {
    once: true,
    before: (scene) => [
      look(`/api${casePath(scene.otherId)}`),
      json(scene, '/links', { caseId: scene.otherId, reason }),
    ],
    page: ({ caseId, otherId }) => form(casePath(caseId, routes.unlink), { caseId: otherId, reason }),
    json: (scene) => json(scene, '/links/remove', { caseId: scene.otherId, reason }),
  },
  ...measureTries,
  ...narrativeTries,
  'edit-task': {
    once: true,
    before: (scene) => [json(scene, '/tasks', { text: 'Ask the venue.' })],
    page: ({ caseId }) => form(`${casePath(caseId)}/tasks/1/changes`, { text: 'Ask them twice.' }),
    json: (scene) => json(scene, '/tasks/1/changes', { text: 'Ask them twice.' }),
  },
  'add-respondent': {
    once: true,
    page: ({ caseId }) => form(`${casePath(caseId)}/respondents`, { name: 'Robin', handles: 'chat: robin' }),
    json: (scene) => json(scene, '/respondents', { name: 'Robin' }),
  },
  'edit-respondent': {
    once: true,
    before: (scene) => [json(scene, '/respondents', { name: 'Robin' })],
    page: ({ caseId }) => form(`${casePath(caseId)}/respondents/1`, { name: 'Robin Roe' }),
    json: (scene) => json(scene, '/respondents/1', { name: 'Robin Roe' }),
  },
  'merge-respondents': {
    once: true,
    before: (scene) => ['Robin', 'R. Roe'].map((name) => json(scene, '/respondents', { name })),
    page: ({ caseId }) => form(`${casePath(caseId)}/respondents/1/merge`, { into: '2' }),
    json: (scene) => json(scene, '/respondents/1/merge', { into: 2 }),
  },
  'set-embargo': {
    once: true,
    page: (scene) => form(`${casePath(scene.caseId)}/embargo`, { endsOn: inTenDays(scene).slice(0, 10) }),
    json: (scene) => json(scene, '/embargo', { endsOn: inTenDays(scene).slice(0, 10) }),
  },
  'remove-evidence': {
    once: true,
    before: (scene) => [json(scene, '/evidence', { what: 'A threat.', elsewhere: 'Their profile.' })],
    page: ({ caseId }) => form(`${casePath(caseId)}/evidence/1/removal`, { reason }),
    json: (scene) => json(scene, '/evidence/1/removal', { reason }),
  },
  ...decidingTries,
  ...requestTries,
  ...redactionTries,
  ...appealTries,
  ...doorTries,
  ...registerTries,
} satisfies Record<string, CaseTry>;

export const caseTries: Readonly<Record<keyof typeof tries, CaseTry>> = tries;

/** Those of operations that show an example in their documentation; their forms have the fields of their input. */
const examples: ReadonlyMap<string, CaseTry> = new Map(
  caseOperations.flatMap((operation) => {
    const { name, path, example } = operation;
    if (!example) return [];
    const fields = asFields(example);
    const attempts: CaseTry = {
      once: true,
      page: ({ caseId }) => form(operationPath(operation).replace(':id', caseId), fields),
      json: (scene) => json(scene, path, example),
    };
    return [[name, attempts] as const];
  }),
);

/** How an operation is tried. @throws for one that has neither an example nor a try of its own */
export const tryOf = (name: string): CaseTry => {
  const found = new Map<string, CaseTry>(Object.entries(caseTries)).get(name) ?? examples.get(name);
  if (!found) throw new Error(`${name} has an example, or a try among these`);
  return found;
};
