import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { heldInboxPartition, heldKeys, partitionOf } from '../../functions/adapters/dynamodb/item-keys.ts';
import { sealHeldMessage } from '../../functions/domain/held/seal-held-message.ts';
import { allChannels } from '../../functions/domain/key-ring/purpose.ts';
import { decodeToken, doorId } from '../../functions/envelope/token.ts';
import { bearer, bodyOf, jsonRequest } from '../harness/requests.ts';
import { newMailsOf } from '../harness/new-mails.ts';
import type { Service } from '../harness/service.ts';
import { get, type SignedIn } from '../team/as-member.ts';
import { openAsTeam } from '../reporter/team-view.ts';
import { keysOf, rowsNaming, rowsOf, type Row } from '../scheduled/stored.ts';
import { agree, choose, days, hold, report, startHolding, stateOf, type Held } from './held-reports.ts';

type Queue = { cases: { id: string; caseName: string }[] };

describe('a report that waits until somebody else names the same person', () => {
  let service: Service;
  let member: Awaited<ReturnType<typeof service.addMember>>;
  let lead: SignedIn;
  let persons = 0;
  beforeAll(async () => {
    service = await startHolding({ perDay: 1_000 });
    member = await service.addMember();
    lead = await service.addMember({ role: 'lead' });
  });
  afterAll(() => service.close());

  const somebody = (): string => `Person Number${(persons += 1)}`;
  const queue = async (): Promise<string[]> =>
    (await bodyOf<Queue>(await get(service, member, '/api/cases'))).cases.map(({ caseName }) => caseName);
  const openIt = ({ caseName }: { readonly caseName: string }): Promise<string> =>
    openAsTeam(service, member.authorization, caseName);
  const ordinary = async (named: string) => bodyOf<Held>(await report(service, { persons: [named] }));
  const heldRows = async () =>
    keysOf(await rowsOf(service, 'cases')).filter(
      (key) => key.startsWith('HELD#') && !key.startsWith('HELD#progress'),
    );

  it('is in no queue, no notice and no head, and no name of it is stored in clear', async () => {
    const newMails = newMailsOf(service);
    await newMails();
    const waits = await hold(service, ['Zoë Quixotic']);
    await days(service, 2);
    expect(await queue()).not.toContain(waits.caseName);
    expect(await newMails()).toEqual([]);
    expect(await rowsNaming(service, waits.caseName)).toEqual([]);
    expect(await rowsNaming(service, 'uixotic')).toEqual([]);
    expect(await stateOf(service, waits)).toBe('held');
  });

  it('both are told once both have agreed after both named the person', async () => {
    const who = somebody();
    const one = await hold(service, [who]);
    const other = await hold(service, [who.split(' ').toReversed().join(', ')]);
    await days(service, 4);
    await agree(service, one);
    await days(service, 2);
    expect(await stateOf(service, one)).toBe('held');
    await agree(service, other);
    await days(service, 1);
    expect([await stateOf(service, one), await stateOf(service, other)]).toEqual(['told', 'told']);
    expect(await queue()).toEqual(expect.arrayContaining([one.caseName, other.caseName]));
    const id = await openIt(one);
    const read = await bodyOf<{ linked: { caseName: string }[] }>(
      await get(service, member, `/api/cases/${id}`),
    );
    expect(JSON.stringify(read)).toContain(other.caseName);
    const thread = await bodyOf<{ entries: { text: string }[] }>(
      await service.reporter('/api/follow-up', bearer(one.token)),
    );
    expect(thread.entries.at(-1)?.text).toContain('Told to the team on');
  });

  it('a yes of the day on which both were first there, or of one before, counts for nothing', async () => {
    const who = somebody();
    const one = await hold(service, [who]);
    await agree(service, one);
    await days(service, 2);
    await agree(service, one);
    const other = await hold(service, [who]);
    await agree(service, other);
    await days(service, 5);
    await agree(service, other);
    await days(service, 2);
    expect([await stateOf(service, one), await stateOf(service, other)]).toEqual(['held', 'held']);
    await agree(service, one);
    await days(service, 1);
    expect([await stateOf(service, one), await stateOf(service, other)]).toEqual(['told', 'told']);
  });

  it('a case of the team counts once somebody has opened it, and needs no yes', async () => {
    const who = somebody();
    const waits = await hold(service, [who]);
    const known = await ordinary(who);
    await days(service, 4);
    await agree(service, waits);
    await days(service, 2);
    expect(await stateOf(service, waits)).toBe('held');
    await openIt(known);
    await days(service, 1);
    expect(await stateOf(service, waits)).toBe('told');
  });

  it('nothing is let out before both were there for three days', async () => {
    const who = somebody();
    const waits = await hold(service, [who]);
    const known = await ordinary(who);
    await openIt(known);
    await days(service, 1);
    await agree(service, waits);
    await days(service, 1);
    expect(await stateOf(service, waits)).toBe('held');
    await days(service, 1);
    expect(await stateOf(service, waits)).toBe('told');
  });

  it('a respondent whom the team adds lets it out', async () => {
    const waits = await hold(service, ['@some-account']);
    const known = await ordinary('Somebody Else Entirely');
    const id = await openIt(known);
    const added = await service.team(
      `/api/cases/${id}/respondents`,
      jsonRequest(
        { handles: [{ platform: 'chat', handle: '@Some-Account' }] },
        { authorization: member.authorization },
      ),
    );
    expect(added.status, await added.clone().text()).toBeLessThan(300);
    await days(service, 4);
    await agree(service, waits);
    await days(service, 1);
    expect(await stateOf(service, waits)).toBe('told');
  });

  it('the same account on two platforms is two persons, and one without a platform may be either', async () => {
    const onForge = await hold(service, ['https://github.com/two-places']);
    const onForum = await hold(service, ['https://forum.example.org/u/two-places']);
    const nowhere = await hold(service, ['@only-there']);
    const somewhere = await hold(service, ['GitHub: Only-There']);
    await days(service, 4);
    for (const one of [onForge, onForum, nowhere, somewhere]) await agree(service, one);
    await days(service, 1);
    expect([await stateOf(service, onForge), await stateOf(service, onForum)]).toEqual(['held', 'held']);
    expect([await stateOf(service, nowhere), await stateOf(service, somewhere)]).toEqual(['told', 'told']);
  });

  it('what is written otherwise and certainly the same is found, what only sounds alike is not', async () => {
    const pairs = [
      ['Zоё Quartermаin', 'quartermain, ZOE'],
      ['z.quart+conf@googlemail.com', 'ZQuart@gmail.com'],
    ] as const;
    const told = await Promise.all(pairs.flat().map((person) => hold(service, [person])));
    const alike = [await hold(service, ['Stephen Meyer']), await hold(service, ['Steven Maier'])];
    await days(service, 4);
    for (const one of [...told, ...alike]) await agree(service, one);
    await days(service, 1);
    expect(await Promise.all(told.map((one) => stateOf(service, one)))).toEqual(told.map(() => 'told'));
    expect(await Promise.all(alike.map((one) => stateOf(service, one)))).toEqual(['held', 'held']);
  });

  it('one whose keys were made by an earlier release is found once its reporter says yes', async () => {
    const who = somebody();
    const before = await rowsOf(service, 'cases');
    const old = await hold(service, [who]);
    const inbox = (rows: readonly Row[]): string[] =>
      keysOf(rows).filter((key) => key.startsWith(heldInboxPartition));
    const [, id = ''] =
      inbox(await rowsOf(service, 'cases'))
        .find((key) => !inbox(before).includes(key))
        ?.split('/') ?? [];
    const token = decodeToken(old.token);
    const door = (await rowsOf(service, 'vault')).find(
      (row) => token && partitionOf(row) === `DOOR#${doorId(token)}`,
    );
    const ring = await service.teamContext.ringPublicKey(allChannels, 'hold');
    const on = service.clock.now.toISOString().slice(0, 10);
    const earlier = { kind: 'held' as const, caseId: door?.caseId?.S ?? '', on, keys: ['x'.repeat(43)] };
    const sealed = sealHeldMessage(ring, { ...earlier, senders: [] });
    const Item = toAttributes({ ...heldKeys.inbox(id), sealed });
    await service.dynamo.send(new PutItemCommand({ TableName: service.emulators.tables.cases, Item }));
    const other = await hold(service, [who]);
    await days(service, 4);
    await agree(service, other);
    await days(service, 1);
    expect(await stateOf(service, other)).toBe('held');
    await agree(service, old);
    await days(service, 1);
    expect([await stateOf(service, old), await stateOf(service, other)]).toEqual(['told', 'told']);
  });

  it('one form, one text or one contact twice does not let itself out', async () => {
    const who = somebody();
    const { ticket } = await bodyOf<{ ticket: string }>(
      await service.reporter('/api/tickets', { method: 'POST' }),
    );
    const same = { whatHappened: `The same words about ${who}.` };
    const all = [await hold(service, [who], { ticket }), await hold(service, [who], { ticket })];
    const words = [
      await hold(service, [`${who}x`], { answers: same }),
      await hold(service, [`${who}x`], { answers: same }),
    ];
    const identity = { contact: 'me@example.org' };
    const contacts = [
      await hold(service, [`${who}y`], { identity }),
      await hold(service, [`${who}y`], { identity }),
    ];
    await days(service, 4);
    for (const one of [...all, ...words, ...contacts]) await agree(service, one);
    await days(service, 2);
    for (const one of [...all, ...words, ...contacts]) expect(await stateOf(service, one)).toBe('held');
  });

  it('pressing again gives the same receipt, and one report', async () => {
    const { ticket } = await bodyOf<{ ticket: string }>(
      await service.reporter('/api/tickets', { method: 'POST' }),
    );
    const content = { hold: true, persons: [somebody()], ticket, answers: { whatHappened: 'Once.' } };
    const first = await service.reporter('/api/reports', jsonRequest(content));
    const again = await service.reporter('/api/reports', jsonRequest(content));
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.text()).toBe(await first.text());
  });

  it('told by its reporter it is a case like any other, with whom it excluded', async () => {
    const waits = await hold(service, [somebody()], { excludedMembers: [member.memberId] });
    expect((await choose(service, waits, 'tell-now')).status).toBe(200);
    expect(await stateOf(service, waits)).toBe('told');
    expect(await queue()).not.toContain(waits.caseName);
    const seen = await bodyOf<Queue>(await get(service, lead, '/api/cases'));
    expect(seen.cases.map(({ caseName }) => caseName)).toContain(waits.caseName);
    expect((await choose(service, waits, 'agree')).status).toBe(409);
    await days(service, 1);
    expect(await stateOf(service, waits)).toBe('told');
  });

  it('who was excluded stays so when it is let out', async () => {
    const who = somebody();
    const waits = await hold(service, [who], { excludedMembers: [member.memberId] });
    const known = await ordinary(who);
    await openIt(known);
    await days(service, 4);
    await agree(service, waits);
    await days(service, 1);
    expect(await stateOf(service, waits)).toBe('told');
    expect(await queue()).not.toContain(waits.caseName);
  });

  it('a yes that is taken back counts no more', async () => {
    const who = somebody();
    const waits = await hold(service, [who]);
    const known = await ordinary(who);
    await openIt(known);
    await days(service, 3);
    await agree(service, waits);
    expect((await choose(service, waits, 'take-back')).status).toBe(200);
    await days(service, 3);
    expect(await stateOf(service, waits)).toBe('held');
  });

  it('withdrawn or expired, nothing of it is left but that its door was closed', async () => {
    const before = await heldRows();
    const threadsOf = async (): Promise<string[]> =>
      keysOf(await rowsOf(service, 'cases')).filter((key) => key.startsWith('THREAD#'));
    const threadsBefore = await threadsOf();
    const [withdrawn, expired] = [await hold(service, [somebody()]), await hold(service, [somebody()])];
    await agree(service, withdrawn);
    await service.scheduledRun();
    const gone = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(withdrawn.token) });
    expect(await bodyOf(gone)).toEqual({ outcome: 'erased' });
    await service.scheduledRun();
    expect(await stateOf(service, withdrawn)).toBe(401);
    service.clock.advance(366 * 86_400_000);
    expect(await stateOf(service, expired)).toBe(401);
    await days(service, 1);
    const left = (await heldRows()).filter((key) => !before.includes(key));
    expect(left).toEqual([]);
    expect((await threadsOf()).filter((key) => !threadsBefore.includes(key))).toEqual([]);
  });

  it('takes no message, no file and no urgency', async () => {
    const waits = await hold(service, [somebody()]);
    const sent = await service.reporter(
      '/api/follow-up/entries',
      jsonRequest({ text: 'More.' }, bearer(waits.token).headers),
    );
    expect([sent.status, (await bodyOf<{ code: string }>(sent)).code]).toEqual([409, 'held']);
    expect((await report(service, { hold: true, persons: ['Ann Other'], urgent: true })).status).toBe(422);
    expect((await report(service, { hold: true, persons: ['Ann'] })).status).toBe(422);
    expect((await report(service, { hold: true })).status).toBe(422);
    expect((await report(service, { channel: 'security', hold: true, persons: ['Ann Other'] })).status).toBe(
      422,
    );
  });

  it('new words lead to it, the old ones to nothing', async () => {
    const waits = await hold(service, [somebody()]);
    const { ticket } = await bodyOf<{ ticket: string }>(
      await service.reporter('/api/tickets', { method: 'POST' }),
    );
    const changed = await service.reporter(
      '/api/follow-up/passphrase',
      jsonRequest({ ticket }, bearer(waits.token).headers),
    );
    const after = await bodyOf<{ token: string }>(changed);
    expect([await stateOf(service, waits), await stateOf(service, after)]).toEqual([401, 'held']);
    expect((await choose(service, after, 'tell-now')).status).toBe(200);
    expect(await stateOf(service, after)).toBe('told');
  });
});

describe('how many begin to wait', () => {
  it('on one day no more than the settings say, and on the next again', async () => {
    const service = await startHolding({ perDay: 2 });
    try {
      await hold(service, ['Ann One']);
      await hold(service, ['Ann Two']);
      const refused = await report(service, { hold: true, persons: ['Ann Three'] });
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await report(service, {})).status).toBe(201);
      await days(service, 1);
      await hold(service, ['Ann Three']);
    } finally {
      await service.close();
    }
  });
});
