import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logFile } from '../harness/files.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { get, post, postOnce, read } from '../team/as-member.ts';
import type { Colleague } from '../team/measured-case.ts';
import { agreeTo } from '../team/two-people.ts';
import { byMail, filed, readMailed, rowsUnder, send } from './mailed.ts';

/** What nobody outside may learn of who wrote, unless the team opens it. */
const ofSender = ['robin@mail.example', 'Robin Reporter', 'else@mail.example', 'first@mail.example'];

describe('what is given out of a case that came by mail', () => {
  let service: Service;
  let lead: Colleague;
  let ben: Colleague;
  let id: string;
  let replyTo: string;
  beforeEach(async () => {
    service = await startService({
      ...byMail,
      forwarding: { channels: ['conduct'] },
      organisation: 'Example Conference',
    });
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben' });
    const made = await filed(service, {
      text: 'He followed me home.',
      subject: 'After the meeting',
      quoted: '> Hello there',
      signature: 'Sent from a telephone',
      files: [{ name: 'one.log', kind: 'attachment', bytes: logFile().bytes }],
    });
    ({ id, replyTo } = made);
    const sender = { address: 'else@mail.example' };
    await send(service, { recipients: [replyTo], text: 'He came again.', sender });
    for (const one of [lead, ben]) await read(service, one, id);
  });
  afterEach(() => service.close());

  const opened = async (own: object): Promise<void> => {
    const wanted = { recipient: 'Somebody', reason: 'They asked.', whyNotTold: 'They asked for it.', ...own };
    const asked = await post(service, lead, `/api/cases/${id}/copies`, wanted);
    expect(asked.status, await asked.clone().text()).toBe(201);
    expect((await agreeTo(service, ben, id)).status).toBe(200);
    expect((await post(service, lead, `/api/cases/${id}/copies/open`, { request: 1 })).status).toBe(200);
  };
  const withoutSender = (text: string): void => {
    for (const kept of [...ofSender, replyTo, replyTo.split(/[+@]/)[1] ?? ''])
      expect(text).not.toContain(kept);
  };

  it('is every text by its name, how it came and its file, and no address', async () => {
    await opened({ to: 'police', basis: 'law', contents: 'case', files: 'originals' });
    const archives = `/api/cases/${id}/copies/1/archives`;
    const begun = await postOnce(service, lead, archives, {});
    const { pass, passphrase, volumes } = await bodyOf<{ pass: string; passphrase: string; volumes: number }>(
      begun,
    );
    const headers = { authorization: lead.authorization, 'archive-pass': pass };
    const files = new Map<string, string>();
    for (let number = 1; number <= volumes; number += 1) {
      const volume = await service.team(`${archives}?volume=${number}`, { headers });
      const bytes = new Uint8ArrayReader(new Uint8Array(await volume.arrayBuffer()));
      for (const entry of await new ZipReader(bytes, { password: passphrase }).getEntries())
        if (!entry.directory)
          files.set(
            entry.filename,
            Buffer.from(await entry.getData(new Uint8ArrayWriter())).toString('utf8'),
          );
    }
    const all = [...files.values()].join('\n');
    for (const said of [
      'He followed me home.',
      'He came again.',
      'After the meeting',
      'Subject of the email',
      'Hello there',
      'Earlier messages in the email',
      'Sent from a telephone',
      'Signature of the email',
    ])
      expect(all).toContain(said);
    expect([...files.keys()].filter((name) => name.startsWith('files/'))).toEqual([
      'files/reporter/1-1-one.log',
    ]);
    withoutSender([...files.keys()].join('\n') + all);
  });

  it('is its redacted texts where it is forwarded, and nothing of who wrote', async () => {
    await post(service, lead, `/api/cases/${id}/redactions/words`, { words: ['telephone'] });
    const keys = await bodyOf<{ keys: { key: string }[] }>(
      await service.reporter('/.well-known/conductline-keys'),
    );
    const receivingKey = keys.keys[0]?.key;
    await opened({ to: 'community', basis: 'agreement', contents: 'report', form: 'redacted', receivingKey });
    const answer = await get(service, lead, `/api/cases/${id}/copies/1/forward`);
    const file = Buffer.from(await answer.arrayBuffer()).toString('base64');
    const received = await bodyOf<{ id?: string }>(await postOnce(service, ben, '/api/forwarded', { file }));
    const shown = JSON.stringify(await read(service, ben, received.id ?? ''));
    for (const said of [
      'He followed me home.',
      'He came again.',
      'After the meeting',
      'Hello there',
      'Sent from a',
    ])
      expect(shown).toContain(said);
    expect(shown).not.toContain('telephone');
    withoutSender(shown);
    // Nobody is known there who could be asked for by name, or mailed.
    const [own, there] = [
      await readMailed(service, ben, id),
      await readMailed(service, ben, received.id ?? ''),
    ];
    expect([Object.keys(own.shown.identity), own.shown.mail?.as]).toEqual([['name', 'contact'], 'notice']);
    expect([there.shown.identity, there.shown.mail]).toEqual([{}, undefined]);
  });

  it('changes nothing of it: its address, its door and what waits to be mailed stay', async () => {
    const [before] = await rowsUnder(service, 'vault', `CASE#${id}`);
    const waiting = await rowsUnder(service, 'vault', 'MAILOUT');
    const until = '2026-06-01';
    const held = await post(service, lead, `/api/cases/${id}/holds`, { until, reason: 'A court asks.' });
    expect(held.status).toBe(201);
    await opened({ to: 'police', basis: 'law', contents: 'case' });
    const [after] = await rowsUnder(service, 'vault', `CASE#${id}`);
    expect(before?.mail).toBeDefined();
    expect([after?.mail, after?.mailDoor]).toEqual([before?.mail, before?.mailDoor]);
    expect(await rowsUnder(service, 'vault', 'MAILOUT')).toEqual(expect.arrayContaining([...waiting]));
    await send(service, { recipients: [replyTo], text: 'And once more.' });
    expect((await readMailed(service, lead, id)).entries.at(-1)?.text).toContain('And once more.');
  });
});
