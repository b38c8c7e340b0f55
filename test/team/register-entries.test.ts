import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { deleteItems } from '../../functions/adapters/dynamodb/client/delete-items.ts';
import { blindKey, personKey, soughtKeysOf } from '../../functions/domain/register/match-keys.ts';
import { openMatchSecret } from '../../functions/domain/register/match-secret.ts';
import { visibleEntries, type VisibleEntry } from '../../functions/domain/register/visible-entries.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, post, read, tamper } from './as-member.ts';
import { decide, editCase } from './decided-case.ts';
import { storedRegister } from './stored-register.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;

const robin = {
  name: 'Robin Roe',
  handles: [{ platform: 'chat', handle: 'robin' }],
  reach: 'robin@mail.example',
};

describe('entries of the register', () => {
  let service: Service;
  let lead: Member;
  let small: Member;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead', channels: ['conduct', 'security'] });
    small = await service.addMember({ channels: ['conduct'] });
  });
  afterAll(() => service.close());

  const newCase = async (report?: Parameters<typeof fileReport>[1]): Promise<string> => {
    const caseId = await caseIdOf(service, await fileReport(service, report));
    await read(service, lead, caseId);
    return caseId;
  };
  const to = async (caseId: string, path: string, body: object): Promise<void> => {
    const { status } = await post(service, lead, `/api/cases/${caseId}/${path}`, body);
    if (status >= 300) throw new Error(`${path} is answered ${status}`);
  };
  const entriesOf = async (caseId: string) =>
    (await storedRegister(service)).entries.filter(({ entry }) => entry.caseId === caseId);

  /** What a member finds of somebody, with every call it takes. */
  const found = async (member: Member, person: Parameters<typeof soughtKeysOf>[0]) => {
    const { openKeyRing, cases: store } = service.teamContext;
    service.calls.length = 0;
    const secret = await openMatchSecret(openKeyRing);
    const keys = soughtKeysOf(person).map(({ key }) => blindKey(secret, key));
    const places = [...(await store.entriesUnder(keys, 20)).values()].flat();
    const context = { store, openKeyRing, member, now: service.clock.now };
    const entries = await visibleEntries(context, places);
    return { entries, calls: service.calls.map(({ command }) => command) };
  };
  const casesIn = (entries: readonly VisibleEntry[]): readonly string[] =>
    entries.map(({ entry }) => entry.caseId).toSorted();

  it('are found by what their person is called elsewhere, in the cases that the member may see', async () => {
    const [one, other] = [await newCase(), await newCase()];
    await to(one, 'respondents', robin);
    await to(other, 'respondents', { name: 'Róbin Röe', handles: [{ platform: 'forum', handle: '@R0bin' }] });
    await to(other, 'respondents', { name: 'Kim Hall' });
    expect(casesIn((await found(small, robin)).entries)).toEqual([one, other].toSorted());
    await to(other, 'aside', { memberId: small.memberId, reason: 'Close.' });
    expect(casesIn((await found(small, robin)).entries)).toEqual([one]);
    expect(casesIn((await found(lead, robin)).entries)).toEqual([one, other].toSorted());
  });

  it('of cases that a member may not see change neither what is found nor a call', async () => {
    const person = { name: 'Alex Adams', handles: [{ platform: 'chat', handle: 'alexadams' }] };
    const mine = await newCase();
    await to(mine, 'respondents', person);
    const before = await found(small, person);
    const hiding: readonly ((caseId: string) => Promise<void>)[] = [
      (caseId) => to(caseId, 'aside', { memberId: small.memberId, reason: 'Close.' }),
      (caseId) => to(caseId, 'transfer', { channel: 'security', reason: 'Theirs.' }),
    ];
    for (const hide of hiding) {
      const caseId = await newCase();
      await to(caseId, 'respondents', person);
      await decide(service, lead, caseId);
      await hide(caseId);
      const after = await found(small, person);
      expect(after).toEqual(before);
      // Nor once it is erased, and its decision alone is kept.
      const stored = await service.teamContext.cases.findCase(caseId);
      if (!stored) throw new Error('the case is there');
      await service.teamContext.cases.eraseAtOnce(stored, [], service.clock.now);
      expect(await found(small, person)).toEqual(before);
      expect(casesIn((await found(lead, person)).entries)).toContain(caseId);
    }
    const excluded = await newCase({ excludedMembers: [small.memberId] });
    await to(excluded, 'respondents', person);
    expect(await found(small, person)).toEqual(before);
  });

  it('of a case that is gone without a decision are gone at once, for everybody', async () => {
    const caseId = await newCase();
    const person = { name: 'Sam Stone', handles: [] };
    await to(caseId, 'respondents', person);
    expect(casesIn((await found(lead, person)).entries)).toEqual([caseId]);
    const stored = await service.teamContext.cases.findCase(caseId);
    if (!stored) throw new Error('the case is there');
    await service.teamContext.cases.eraseAtOnce(stored, [], service.clock.now);
    expect((await found(lead, person)).entries).toEqual([]);
  });

  it('have one size and as many keys, however much is known', async () => {
    const caseId = await newCase();
    const handles = Array.from({ length: 20 }, (_, at) => ({ platform: 'chat', handle: `an-account-${at}` }));
    await to(caseId, 'respondents', { name: 'X Y' });
    await to(caseId, 'respondents', { name: 'A Long Name', handles, reach: 'a@mail.example '.repeat(30) });
    const [one, other] = await entriesOf(caseId);
    expect(one?.row.sealed.bytes.length).toBe(other?.row.sealed.bytes.length);
    expect(one?.row.matchKeys.length).toBe(other?.row.matchKeys.length);
  });

  it('of respondents from an earlier release are made with the next changes of the case', async () => {
    const caseId = await newCase();
    for (const name of ['Ada Able', 'Bea Baker', 'Cleo Cole']) await to(caseId, 'respondents', { name });
    await decide(service, lead, caseId, { respondent: 2 });
    // As it was stored before there was a register.
    const stored = await entriesOf(caseId);
    await deleteItems(
      service.dynamo,
      service.emulators.tables.cases,
      stored.flatMap(({ id, row }) => [
        caseKeys.registerEntry(id),
        caseKeys.registered(caseId, id),
        ...row.matchKeys.map((key) => caseKeys.match(key, id)),
      ]),
    );
    await tamper(service, 'cases', caseKeys.head(caseId), { remove: ['registered'] });
    expect(await entriesOf(caseId)).toEqual([]);
    await editCase(service, lead, caseId, {});
    expect(await entriesOf(caseId)).toHaveLength(2);
    await editCase(service, lead, caseId, {});
    const after = await entriesOf(caseId);
    const told = ({ entry: { name, logLines, logLinesUntil } }: (typeof after)[number]) => ({
      name,
      logLines,
      logLinesUntil,
    });
    expect(after.map(told)).toEqual(expect.arrayContaining(stored.map(told)));
    expect(after).toHaveLength(3);
  });

  it('become those of another person in the transaction of a case, in whatever case they are', async () => {
    const [one, other] = [await newCase(), await newCase()];
    await to(one, 'respondents', { name: 'Noa North' });
    await to(other, 'respondents', { name: 'Noa N.' });
    const [mine] = await entriesOf(one);
    const [theirs] = await entriesOf(other);
    if (!mine || !theirs) throw new Error('both have an entry');
    await editCase(service, lead, one, {
      persons: [{ row: theirs.row, entry: theirs.entry, change: { personId: mine.entry.personId } }],
    });
    const [changed] = await entriesOf(other);
    expect(changed?.entry).toEqual({ ...theirs.entry, personId: mine.entry.personId });
    const secret = await openMatchSecret(service.teamContext.openKeyRing);
    const key = blindKey(secret, personKey(mine.entry.personId));
    const places = (await service.teamContext.cases.entriesUnder([key], 20)).get(key) ?? [];
    expect(places.map(({ id }) => id).toSorted()).toEqual([mine.id, theirs.id].toSorted());
    const former = blindKey(secret, personKey(theirs.entry.personId));
    expect((await service.teamContext.cases.entriesUnder([former], 20)).get(former)).toEqual([]);
    // What has changed since it was read is not written over.
    await expect(
      editCase(service, lead, one, {
        persons: [{ row: theirs.row, entry: theirs.entry, change: { personId: theirs.entry.personId } }],
      }),
    ).rejects.toThrow();
  });
});
