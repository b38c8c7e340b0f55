import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  mayDoToCase,
  waitsForOpening,
  teamPermissions,
  type Permission,
  type PermissionRow,
  type Relation,
} from '../../functions/domain/authorization/permissions.ts';
import { casePermissions } from '../../functions/domain/casework/operations.ts';
import { casePath } from '../../functions/team/routes.ts';
import { fileWith, photo } from '../harness/files.ts';
import { fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { stored } from '../harness/stored.ts';
import { passkeySettings, signedInCookie } from './as-browser.ts';
import { caseIdOf, tamper } from './as-member.ts';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { caseTries, tryOf, type Attempt, type Scene } from './permitted-operations.ts';
import { platforms } from './platforms.ts';
import type { TeamOperation } from '../../functions/domain/authorization/permissions.ts';
import { teamTries, triedInVain } from './permitted-team-operations.ts';

type Actor = Awaited<ReturnType<Service['addMember']>> & { readonly cookie: string };

/** Who tries, and how they stand to the case. */
const people = {
  lead: ['lead', 'reader'],
  member: ['member', 'reader'],
  'assigned member': ['member', 'assignee'],
  'outside reviewer who was granted it': ['outside-reviewer', 'reader'],
  'outside reviewer who is assigned': ['outside-reviewer', 'assignee'],
  'outside reviewer of other cases': ['outside-reviewer', 'none'],
  auditor: ['auditor', 'none'],
  'member of another channel': ['member', 'none'],
  'excluded member': ['member', 'none'],
  'excluded lead': ['lead', 'none'],
  'recused member': ['member', 'none'],
  'member set aside': ['member', 'none'],
  'member who came later': ['member', 'none'],
} as const satisfies Record<string, readonly [Actor['role'], Relation]>;
type Name = keyof typeof people;
const names = Object.keys(people) as Name[];
const operations = [...casePermissions.keys()];
const rowOf = (operation: string): PermissionRow => casePermissions.get(operation) ?? { roles: [] };
const surfaces = ['page', 'json'] as const;

const statusFor: Readonly<Record<Permission, number>> = {
  allowed: 200,
  forbidden: 403,
  hidden: 404,
  unopened: 409,
};
/** Done, whatever kind of done: a page that was asked for, one that is gone on to, something made. */
/** Done to another member: the team has room for so many. */
const ofMembers: readonly TeamOperation[] = ['manage-members'];

const kindOf = (status: number): number => (status < 400 ? 200 : status);

/** Of the mildest rung, so that what a proposal wants is not tried here. */
const oneDecides = {
  ladder: {
    correction: { approval: { share: 'number', atLeast: 1, quorum: 1, lead: false, withinDays: 7 } },
  },
};

/** Cases that are filed before somebody comes later: one for each try that changes how it stands, and some to spare. */
const casesWanted = (): number =>
  operations.reduce((sum, operation) => {
    const may = names.filter((name) => {
      const [role, relation] = people[name];
      return mayDoToCase(rowOf(operation), role, relation, false) === 'allowed';
    });
    return sum + 1 + (tryOf(operation).once === true ? may.length * surfaces.length : 0);
  }, 24);

describe('who may do what to a case, through the doors', () => {
  let service: Service;
  const actors = new Map<Name, Actor>();
  const spare: string[] = [];
  const arranged = new Map<Name, string>();
  let other = '';
  /** A file with an original, of those cases that are taken first. */
  const attachments = new Map<string, string>();

  const actor = (name: Name): Actor => {
    const found = actors.get(name);
    if (!found) throw new Error(name);
    return found;
  };
  const join = async (name: Name, more: Parameters<Service['addMember']>[0] = {}): Promise<void> => {
    const added = await service.addMember({ name, channels: ['conduct'], role: people[name][0], ...more });
    actors.set(name, { ...added, cookie: await signedInCookie(service, added.memberId) });
  };
  const asScript = async (by: Actor, path: string, body: unknown): Promise<void> => {
    const response = await service.team(path, jsonRequest(body, { authorization: by.authorization }));
    if (response.status >= 300) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  const toTry = (caseId: string, name: Name, otherId = other): Scene => ({
    caseId,
    otherId,
    actorId: actor(name).memberId,
    colleagueId: actor(name === 'member' ? 'assigned member' : 'member').memberId,
    laterId: actor('member who came later').memberId,
    recusedId: actor('recused member').memberId,
    asideId: actor('member set aside').memberId,
    attachmentId: attachments.get(caseId) ?? 'A'.repeat(22),
    now: service.clock.now,
  });
  const tryIt = ({ path, init }: Attempt, cookie?: string): Promise<Response> =>
    service.team(path, {
      ...init,
      headers: {
        ...Object.fromEntries(new Headers(init.headers)),
        ...(cookie === undefined ? {} : { cookie }),
      },
    });

  /** A case that some stand to as their name says; who is excluded, of another channel or later is it of every case. */
  const arrange = async (...whom: readonly Name[]): Promise<string> => {
    const id = spare.pop();
    if (id === undefined) throw new Error('more cases have to be filed beforehand');
    for (const name of whom) await stand(id, name);
    return id;
  };
  const stand = async (id: string, name: Name): Promise<void> => {
    const [role, relation] = people[name];
    const { memberId } = actor(name);
    if (name === 'recused member') await asScript(actor(name), `/api/cases/${id}/recusal`, {});
    if (role === 'outside-reviewer' && relation !== 'none') {
      await opens('lead', id);
      await asScript(actor('lead'), `/api/cases/${id}/grants`, { memberId, reason: 'To look at it.' });
    }
    // Straight into the row: being given a case tells people things, which is tried elsewhere.
    if (relation === 'assignee')
      await tamper(service, 'cases', caseKeys.head(id), {
        set: { assignee: memberId, assignedByLead: true },
      });
    if (name === 'member set aside') {
      await opens('lead', id);
      await asScript(actor('lead'), `/api/cases/${id}/aside`, { memberId, reason: 'They are close.' });
    }
  };
  /** Once they have, it stays open to them: they are not asked again by the next try. */
  const haveOpened = new Set<string>();
  const opens = async (name: Name, id: string): Promise<void> => {
    if (haveOpened.has(`${name} ${id}`)) return;
    haveOpened.add(`${name} ${id}`);
    await tryIt(caseTries['open-case'].json(toTry(id, name)), actor(name).cookie);
  };
  const shared = (name: Name): string => arranged.get(people[name][1] === 'assignee' ? name : 'lead') ?? '';

  beforeAll(async () => {
    service = await startService({
      ...passkeySettings,
      decisions: { ...oneDecides, platforms, publicBans: true },
      transparency: { enabled: true },
    });
    for (const name of names.filter((each) => each !== 'member who came later'))
      await join(name, name === 'member of another channel' ? { channels: ['security'] } : {});
    const excludedMembers = [actor('excluded member').memberId, actor('excluded lead').memberId];
    const wanted = casesWanted();
    for (let number = 0; number < wanted; number++) {
      const report = { channel: 'conduct', urgent: true, identity: { name: 'Grace' }, excludedMembers };
      if (number < wanted - 4) spare.push(await caseIdOf(service, await fileReport(service, report)));
      else {
        const { filed, drafted } = await fileWith(service, [photo()], { keepOriginal: true, report });
        const id = await caseIdOf(service, filed);
        attachments.set(id, drafted.files[0]?.id ?? '');
        spare.push(id);
      }
    }
    await join('member who came later');
    const readers = ['recused member', 'member set aside', 'outside reviewer who was granted it'] as const;
    for (const name of ['lead', 'assigned member', 'outside reviewer who is assigned'] as const)
      arranged.set(name, await arrange(...readers, name));
    other = await arrange(...readers);
  });
  afterAll(() => service.close());

  /** Who must have left a case before somebody can be let back in. */
  const whomFor = (operation: string): readonly Name[] => {
    if (operation === 'lift-recusal') return ['recused member'];
    return operation === 'let-back' ? ['member set aside'] : [];
  };

  const asksToErase = (caseId: string) =>
    tamper(service, 'cases', caseKeys.head(caseId), { set: { erasureBy: '2026-03-17T09:00:00.000Z' } });

  it('every operation is walked through', () => {
    expect(Object.keys(teamTries).sort()).toEqual(Object.keys(teamPermissions).sort());
    expect(() => operations.map(tryOf)).not.toThrow();
  });

  describe.each(operations)('%s', (operation) => {
    it.each(surfaces)('by its %s', async (surface) => {
      const found: Record<string, number> = {};
      const expected: Record<string, number> = {};
      for (const name of names) {
        const [role, relation] = people[name];
        const permission = mayDoToCase(rowOf(operation), role, relation, false);
        const { once, arrange: stands, before, prepare, asActor, [surface]: attempt } = tryOf(operation);
        const fresh = once === true && permission === 'allowed';
        const caseId = fresh ? await arrange(...whomFor(operation), name) : shared(name);
        const links = operation === 'link-cases' || operation === 'unlink-cases';
        const otherId = links && fresh ? await arrange() : undefined;
        if (operation === 'answer-erasure' && fresh) await asksToErase(caseId);
        const opened = relation !== 'none' && operation !== 'open-case';
        if (opened) await opens(name, caseId);
        if (opened && otherId !== undefined) await opens(name, otherId);
        let scene = toTry(caseId, name, otherId);
        if (fresh && (stands || before)) {
          await opens('lead', caseId);
          await stands?.(service, actor('lead'), scene);
          for (const first of before?.(scene) ?? []) await tryIt(first, actor('lead').cookie);
        }
        if (prepare && fresh) {
          await opens('lead', caseId);
          scene = await prepare(scene, (first) => tryIt(first, actor('lead').cookie));
        }
        if (fresh) for (const first of asActor?.(scene) ?? []) await tryIt(first, actor(name).cookie);
        const response = await tryIt(attempt(scene), actor(name).cookie);
        const kind = kindOf(response.status);
        // A refusal for another reason would say nothing of who may.
        found[name] = kind;
        expected[name] = statusFor[permission];
      }
      expect(found).toEqual(expected);
    });
  });

  it('for whom there is no such case, the answer is that of a case that never was', async () => {
    const never = 'A'.repeat(22);
    const real = shared('lead');
    for (const name of names.filter((each) => people[each][1] === 'none')) {
      for (const operation of operations) {
        for (const surface of surfaces) {
          const answers = [];
          for (const caseId of [real, never]) {
            const response = await tryIt(tryOf(operation)[surface](toTry(caseId, name)), actor(name).cookie);
            answers.push([operation, response.status, await response.text()]);
          }
          expect(answers[0]).toEqual(answers[1]);
        }
      }
    }
  });

  it('nobody reads or writes in a case before they have opened it, whatever they may do to it afterwards', async () => {
    const unopened = new Map<string, string>();
    for (const operation of operations.filter((each) => waitsForOpening(rowOf(each)))) {
      const id = await arrange(...whomFor(operation), 'lead');
      await tamper(service, 'cases', caseKeys.head(id), { set: { openedBy: [] } });
      unopened.set(operation, id);
    }
    // Everything stored is read twice in all, not twice for each of them.
    const before = await stored(service);
    for (const [operation, id] of unopened) {
      const { page, json } = tryOf(operation);
      const asScriptStatus = (await tryIt(json(toTry(id, 'lead')), actor('lead').cookie)).status;
      const answered = await tryIt(page(toTry(id, 'lead')), actor('lead').cookie);
      const led = [answered.status, answered.headers.get('location')];
      expect([operation, asScriptStatus, ...led]).toEqual([operation, statusFor.unopened, 303, casePath(id)]);
    }
    expect(await stored(service)).toBe(before);
  });

  it('nobody gets anywhere without being signed in', async () => {
    for (const operation of operations) {
      const scene = toTry(shared('lead'), 'lead');
      const page = await tryIt(tryOf(operation).page(scene));
      expect([operation, page.status, page.headers.get('location')]).toEqual([operation, 303, '/']);
      expect([operation, (await tryIt(tryOf(operation).json(scene))).status]).toEqual([operation, 401]);
    }
    expect((await service.team(casePath(shared('lead')))).status).toBe(303);
  });

  it('when every lead is kept out, who has been there longest leads, and nobody else', async () => {
    const excludedMembers = names
      .filter((name) => people[name][0] === 'lead')
      .map((name) => actor(name).memberId);
    const report = { channel: 'conduct', excludedMembers };
    const id = await caseIdOf(service, await fileReport(service, report));
    const acting = actor('member');
    const scene = toTry(id, 'member');
    await opens('member', id);
    await opens('assigned member', id);
    const tried = async (name: Name) =>
      kindOf((await tryIt(caseTries['move-deadline'].json(scene), actor(name).cookie)).status);
    expect(acting.since.conduct ?? 0).toBeLessThan(actor('assigned member').since.conduct ?? 0);
    expect([await tried('member'), await tried('assigned member'), await tried('lead')]).toEqual([
      200, 403, 404,
    ]);
  });

  describe.each(Object.keys(teamTries) as (keyof typeof teamTries)[])('%s', (operation) => {
    it.each(['lead', 'member', 'outside reviewer of other cases', 'auditor'] as const)(
      'as %s',
      async (name) => {
        const role = people[name][0];
        const mayThey = teamPermissions[operation].roles.some((allowed) => allowed === role);
        for (const attemptAt of teamTries[operation]) {
          const target = ofMembers.includes(operation)
            ? await service.addMember({ name: 'Target', channels: [] })
            : undefined;
          const attempt = attemptAt({ actorId: actor(name).memberId, targetId: target?.memberId ?? '' });
          const response = await tryIt(attempt, actor(name).cookie);
          const isInVain = triedInVain.includes(operation) && [404, 409, 422].includes(response.status);
          const kind = isInVain ? 200 : kindOf(response.status);
          expect([attempt.path, kind]).toEqual([attempt.path, mayThey ? 200 : 403]);
          expect([401, 303]).toContain((await tryIt(attempt)).status);
        }
      },
    );
  });

  it('passkeys, absences and links of others are nobody’s but theirs and, where it is so, the leads’', async () => {
    const target = await service.addMember({ name: 'Target' });
    const cookie = await signedInCookie(service, target.memberId);
    const stillIn = async () => (await service.team('/passkeys', { headers: { cookie } })).status;
    const page = await (await service.team('/passkeys', { headers: { cookie } })).text();
    const passkey = /action="\/passkeys\/([\w-]+)"/.exec(page)?.[1] ?? '';
    const absence = { from: '2026-04-01', until: '2026-04-02' };
    const post = async (path: string, fields: Record<string, string>, name: Name) => {
      const body = new URLSearchParams(fields).toString();
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      };
      return kindOf(
        (await tryIt({ path, init: { method: 'POST', headers, body } }, actor(name).cookie)).status,
      );
    };
    for (const name of ['lead', 'member', 'outside reviewer of other cases'] as const) {
      for (const wanted of ['rename', 'remove'])
        expect(await post(`/passkeys/${passkey}`, { do: wanted, name: 'Mine' }, name)).toBe(404);
      if (name === 'lead') continue;
      const own = `/members/${target.memberId}`;
      expect(await post(`${own}/absence`, absence, name)).toBe(403);
      expect(await post(`${own}/enrolment`, {}, name)).toBe(403);
      expect(await post(`${own}/removal`, { sure: 'yes' }, name)).toBe(403);
      expect((await tryIt({ path: own, init: {} }, actor(name).cookie)).status).toBe(403);
    }
    expect(await stillIn()).toBe(200);
    expect(await post(`/members/${target.memberId}/enrolment`, {}, 'lead')).toBe(200);
    expect(await stillIn()).toBe(303);
  });
});
