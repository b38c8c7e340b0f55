import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys, vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { narrativeIdOf } from '../../functions/domain/narrative/released-narrative.ts';
import { bearer, bodyOf } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { ownToken, readMailed, rowsUnder, send } from '../mail/mailed.ts';
import { brought, message, tokenOf } from '../reporter/bridge/signed.ts';
import { countCases } from '../reporter/stored.ts';
import { caseIdOf, get, read, setState } from '../team/as-member.ts';
import { narrativeIn } from '../team/narrating.ts';
import { kindOf, kindOfKey, releasedMail, upgraded } from './released-rows.ts';
import { mailsOfRelease } from './work-of-mail.ts';

const hour = 3_600_000;

describe('rows of cases that came by mail or from a chat, as 0.1.0 left them, read by this code', () => {
  const rows = releasedMail();
  const { held } = rows;
  const { ids } = held;
  let service: Service;
  beforeAll(async () => {
    service = await upgraded(rows, 3);
  });
  afterAll(() => service.close());

  it('have an example of every kind of row that they are made of', () => {
    const kinds = new Set(Object.values(rows.tables).flat().map(kindOf));
    const some = 'A'.repeat(22);
    const known = [
      vaultKeys.outgoingMail('2026-03-10T10:00:00.000Z', some),
      caseKeys.mailSeen(some),
      caseKeys.mailCount(some),
      caseKeys.narrative(narrativeIdOf(some)),
      caseKeys.record(some, 'narrative', 1),
    ];
    expect(known.map(kindOfKey).filter((kind) => !kinds.has(kind))).toEqual([]);
    const cases = rows.tables.vault.filter((row) => kindOf(row) === 'CASE CASE');
    expect(cases.filter(({ mail }) => mail?.M?.answersFrom !== undefined)).toHaveLength(1);
  });

  it('are the same mails and messages when those come again', async () => {
    const before = await countCases(service);
    const { conversation, reply, waits, bounce } = mailsOfRelease;
    await send(service, conversation);
    await send(service, { ...reply, recipients: [held.mailed.replyTo] });
    await send(service, waits);
    await send(service, { ...bounce, recipients: [held.mailed.replyTo] });
    expect(tokenOf(await brought(service, message))).toBe(held.chat.token);
    expect(await countCases(service)).toBe(before);
  });

  it('show the conversation, how it came, and that something did not arrive', async () => {
    const { shown, entries } = await readMailed(service, held.member, ids.mailed);
    expect(shown.mail).toEqual({ as: 'notice', failedOn: '2026-03-10' });
    expect(entries.map(({ from }) => from)).toEqual(['reporter', 'reporter', 'team']);
    const [first, second] = entries;
    expect(first?.answers).toEqual({
      whatHappened: 'He followed me home.',
      mailSubject: 'After the meeting',
      mailQuoted: '> Hello Robin',
      mailSignature: 'Robin\n+49 170',
    });
    expect(first?.byMail).toMatchObject({
      verdicts: { dmarc: 'fail' },
      sentOn: '2026-03-10',
      remarks: ['files-left-out'],
      leftOut: [{ name: 'empty.log', why: 'empty' }],
    });
    expect(second?.byMail?.remarks).toEqual(['other-sender']);
    const followed = await service.reporter('/api/follow-up', bearer(held.mailed.token));
    expect(await followed.json()).toMatchObject({ answersMailed: true });
    const chat = await read(service, held.member, await caseIdOf(service, held.chat));
    expect(chat.threads.reporter.entries[0]).toMatchObject({ byBridge: { bridge: 'matrix' } });
  });

  it('send what waits when its hour has come, and its link gives words', async () => {
    await service.scheduledRun();
    service.clock.advance(hour);
    await service.scheduledRun();
    const mails = (await service.emulators.ses.mails()).filter(({ to }) => to.includes('robin@mail.example'));
    expect(mails.map(({ replyTo }) => replyTo[0]).sort()).toEqual(
      [held.mailed.replyTo, held.mailed.replyTo, held.handed.replyTo].sort(),
    );
    expect(mails.some(({ text = '' }) => text.includes(`#${held.handed.token}`))).toBe(true);
    expect(await rowsUnder(service, 'vault', 'MAILOUT')).toEqual([]);
    expect(await ownToken(service, held.handed.token)).toHaveLength(22);
  });

  it('take replies and new mails, and count on', async () => {
    const text = 'It happened once more.';
    await send(service, { text, recipients: [held.handed.replyTo] });
    expect((await readMailed(service, held.member, ids.handed)).entries[1]?.text).toContain(text);
    await send(service, { text: 'Another one.', verdicts: { dmarc: 'fail' } });
    const [waits] = await rowsUnder(service, 'vault', 'MAILOUT');
    // The answer of the hour is the one that waited for it.
    expect(waits?.attempts).toBe(0);
    await service.scheduledRun();
    expect(await rowsUnder(service, 'vault', 'MAILOUT')).toHaveLength(1);
  });

  it('keep the texts for reports, which go when their case is opened again', async () => {
    expect(await narrativeIn(service, held.lead, ids.told)).toMatchObject({
      state: 'approved',
    });
    const board = await bodyOf<{ waiting: { first: { id: string; waits: string[] }[] } }>(
      await get(service, held.lead, '/api/board'),
    );
    expect(board.waiting.first.find(({ id }) => id === ids.untold)?.waits).toEqual(['narrative']);
    const key = caseKeys.narrative(narrativeIdOf(ids.told));
    expect(await rowsUnder(service, 'cases', `${key.pk} ${key.sk}`)).toHaveLength(1);
    expect((await setState(service, held.lead, ids.told, 'reopened')).status).toBe(200);
    expect(await rowsUnder(service, 'cases', `${key.pk} ${key.sk}`)).toEqual([]);
  });

  it('say in which language a member is mailed, and that mail came back', async () => {
    const { members } = await bodyOf<{ members: { id: string }[] }>(
      await get(service, held.lead, '/api/members'),
    );
    expect(members.find(({ id }) => id === held.member.memberId)).toMatchObject({
      mailLanguage: 'ar',
      mailProblem: { kind: 'bounce', on: '2026-03-10' },
    });
    expect(service.logs.filter(({ event }) => event === 'row-unreadable' || event === 'fault')).toEqual([]);
  });
});
