import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRingPublicKey } from '../../functions/adapters/dynamodb/case/ring-store.ts';
import { transact } from '../../functions/adapters/dynamodb/client/transact.ts';
import { updateItem } from '../../functions/adapters/dynamodb/client/update.ts';
import {
  outgoingMailPartition,
  partitionOf,
  vaultKeys,
} from '../../functions/adapters/dynamodb/item-keys.ts';
import { outgoingMailItem } from '../../functions/adapters/dynamodb/rows/outgoing-mail-item.ts';
import { reporterMailTexts } from '../../functions/adapters/ses/reporter-mail-texts.ts';
import { fullHour } from '../../functions/domain/kernel/clock.ts';
import { allChannels } from '../../functions/domain/key-ring/purpose.ts';
import { sealCorrespondent, type Correspondent } from '../../functions/domain/mail/correspondent.ts';
import { sealOutgoing, type OutgoingContent } from '../../functions/domain/mail/outgoing-mail.ts';
import { catalogue } from '../../functions/reporter/locales/catalogue.ts';
import { languages } from '../../functions/settings/localised.ts';
import { fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings, signedInCookie } from '../team/as-browser.ts';
import { caseIdOf, read } from '../team/as-member.ts';
import { rowsNaming, rowsOf } from './stored.ts';

const minute = 60_000;
const hour = 60 * minute;
const handle = 'abcdefghijklmnopqrstuvwxyz';
const token = 'AAAAAAAAAAAAAAAAAAAAAA';
const withMail = (answers: 'notice' | 'full') => ({
  organisation: 'Example Conf',
  channels: { conduct: { mail: { address: 'reports@example.org', answers } } },
});

describe('mails to reporters', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService(withMail('notice'));
  });
  afterEach(() => service.close());

  const ring = async () => {
    const { dynamo, emulators } = service;
    return loadRingPublicKey(dynamo, emulators.tables.team, allChannels, 'mail');
  };
  /** A case as it is when it came by mail. */
  const filedByMail = async (to: Partial<Correspondent> = {}): Promise<Filed & { caseId: string }> => {
    const filed = await fileReport(service);
    await service.scheduledRun();
    const caseId = await caseIdOf(service, filed);
    const content = { address: 'maria@home.example', language: 'en', replyHandle: handle, ...to } as const;
    const mail = { correspondent: sealCorrespondent(await ring(), caseId, content) };
    const table = service.emulators.tables.vault;
    await service.dynamo.send(
      new UpdateItemCommand(updateItem({ table, key: vaultKeys.case(caseId), set: { mail } })),
    );
    return { ...filed, caseId };
  };
  const wait = async (
    caseId: string,
    content: OutgoingContent,
    id = String(Math.random()),
  ): Promise<void> => {
    const sealed = sealOutgoing(await ring(), caseId, content);
    const notBefore = fullHour(service.clock.now).toISOString();
    const mail = { caseId, channel: 'conduct', sealed, notBefore };
    await transact(service.dynamo, [{ Put: outgoingMailItem(service.emulators.tables.vault, id, mail) }]);
  };
  const received = (): OutgoingContent => ({
    kind: 'received',
    token,
    tokenUntil: new Date(service.clock.now.getTime() + 14 * 24 * hour).toISOString(),
    acknowledgeBy: '2026-03-13',
  });
  const waiting = async () =>
    (await rowsOf(service, 'vault')).filter((row) => partitionOf(row) === outgoingMailPartition);
  const mails = async () =>
    (await service.emulators.ses.mails()).filter(({ configurationSet }) =>
      configurationSet?.endsWith('-reporters'),
    );
  const failedOn = async (caseId: string) => {
    const rows = await rowsOf(service, 'vault');
    return rows.find((row) => partitionOf(row) === `CASE#${caseId}`)?.mail?.M?.failedOn?.S;
  };

  it('say that a mail has come, how to go on in private, and nothing of what it said', async () => {
    const { caseId, caseName } = await filedByMail();
    await wait(caseId, received());
    await service.scheduledRun();
    const [mail] = await mails();
    expect(mail).toMatchObject({
      to: ['maria@home.example'],
      replyTo: [`reports+${handle}@example.org`],
      subject: 'We have your message',
    });
    const text = mail?.text ?? '';
    expect(text).toContain(`https://report.example.org/follow-up#${token}`);
    // Whether a comma follows the weekday depends on the version of Node.
    for (const said of [
      /Friday,? 13 March 2026/,
      /Tuesday,? 24 March 2026/,
      /delete this mail and the one you sent/,
      /Example Conf/,
    ])
      expect(text).toMatch(said);
    for (const kept of [caseName, caseId, 'Something happened']) expect(mail?.raw).not.toContain(kept);
    expect(await waiting()).toEqual([]);
    await service.scheduledRun();
    expect(await mails()).toHaveLength(1);
  });

  it('have the headers they need, on the hour, and none that tells more', async () => {
    const { caseId } = await filedByMail();
    await wait(caseId, received());
    await wait(caseId, { kind: 'answered', text: 'We have read it.\n\nThank you.' });
    await service.scheduledRun();
    const heads = (await mails()).map(({ raw = '' }) => raw.split('\r\n\r\n')[0] ?? '');
    expect(heads).toHaveLength(2);
    for (const head of heads) {
      const names = head.split('\r\n').filter((line) => !line.startsWith(' '));
      expect(names.map((line) => line.split(':')[0])).toEqual([
        ...['Date', 'Message-ID', 'From', 'To', 'Reply-To', 'Subject', 'Auto-Submitted'],
        ...['MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'],
      ]);
      expect(head).toContain('Date: Tue, 10 Mar 2026 09:00:00 +0000');
      expect(head).toMatch(/^Message-ID: <[0-9a-f]{32}@example\.org>\r?$/m);
    }
    expect(heads.map((head) => /Auto-Submitted: (.*)/.exec(head)?.[1]?.trim()).sort()).toEqual([
      'auto-generated',
      'auto-replied',
    ]);
  });

  it.each(languages)('are whole in the language of the correspondent: %s', async (language) => {
    const { caseId } = await filedByMail({ language });
    await wait(caseId, received());
    await wait(caseId, { kind: 'answered' });
    await wait(caseId, { kind: 'answered', text: 'Hola, شكرا & “danke”.' });
    await service.scheduledRun();
    const texts = reporterMailTexts[language];
    const sent = await mails();
    expect(sent.map(({ subject }) => subject).sort()).toEqual(
      [texts.received.subject, texts.notice.subject, texts.full.subject].sort(),
    );
    const all = sent.map(({ text = '' }) => text).join('\n');
    for (const part of [texts.received.stays, texts.notice.withoutWords, 'Hola, شكرا & “danke”.'])
      expect(all).toContain(part);
    for (const { raw = '' } of sent) {
      // Seven bits, lines of at most 78, no bare line feed: what every server on the way takes.
      expect(raw).toMatch(/^[\r\n\x20-\x7e]*$/);
      expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
    }
  });

  it.each(languages.flatMap((language) => [[language, 'notice'] as const, [language, 'full'] as const]))(
    'say first what happens, then the link, then what to delete, in fewer than 150 words: %s, %s',
    async (language, answers) => {
      await service.close();
      service = await startService(withMail(answers));
      const { caseId } = await filedByMail({ language });
      await wait(caseId, received());
      await service.scheduledRun();
      const [mail] = await mails();
      const { text = '' } = mail ?? {};
      expect(text.trim().split(/\s+/).length).toBeLessThan(150);
      const said = reporterMailTexts[language].received;
      const order = [
        said.thanks('Example Conf'),
        said.inPrivate,
        `#${token}`,
        said.stays,
        said.answersAs[answers],
      ];
      const places = order.map((part) => text.indexOf(part));
      expect(places.every((at) => at >= 0)).toBe(true);
      expect(places).toEqual([...places].sort((one, other) => one - other));
    },
  );

  it('are one where several messages of a run only wait', async () => {
    const { caseId } = await filedByMail();
    for (let number = 0; number < 3; number += 1) await wait(caseId, { kind: 'answered' });
    await service.scheduledRun();
    expect(await mails()).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('are deleted unsent when their case is withdrawn or gone', async () => {
    const { caseId, token: words } = await filedByMail();
    await wait(caseId, received());
    await wait('never-born', received());
    const withdrawn = await service.reporter('/api/follow-up', {
      method: 'DELETE',
      headers: { authorization: `Bearer ${words}` },
    });
    expect(withdrawn.ok).toBe(true);
    await service.scheduledRun();
    expect(await mails()).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  it('are tried again later each time, given up after three days, and the case says so', async () => {
    const { caseId } = await filedByMail();
    await wait(caseId, received());
    service.emulators.ses.deliver('reject');
    const begin = service.clock.now.getTime();
    const attempts: number[] = [];
    for (let runs = 0; runs < 40 && (await waiting()).length > 0; runs += 1) {
      const next = (await waiting())[0]?.sk?.S?.split('#')[0] ?? '';
      if (runs > 0) service.clock.now = new Date(next);
      await service.scheduledRun();
      attempts.push((service.clock.now.getTime() - begin) / minute);
    }
    expect(attempts.slice(0, 6)).toEqual([0, 1, 3, 7, 15, 31]);
    expect((attempts.at(-1) ?? 0) / 60).toBeGreaterThan(60);
    expect((attempts.at(-1) ?? 0) / 60).toBeLessThanOrEqual(72);
    expect(service.logs).toContainEqual({ event: 'reporter-mail-failing', attempts: 1 });
    expect(service.logs).toContainEqual({ event: 'reporter-mail-given-up', count: 1 });
    expect(await failedOn(caseId)).toBe(service.clock.now.toISOString().slice(0, 10));
  });

  it.each(['mária@home.example', 'a b@home.example', 'nobody', 'x@home.example\r\nBcc: y@z.example'])(
    'are given up at once for an address that no mail can be sent to: %j',
    async (address) => {
      const { caseId } = await filedByMail({ address });
      await wait(caseId, received());
      await service.scheduledRun();
      expect(await mails()).toEqual([]);
      expect(await waiting()).toEqual([]);
      expect(await failedOn(caseId)).toBeDefined();
    },
  );

  it('go to domains that are not ASCII in the letters of DNS', async () => {
    const { caseId } = await filedByMail({ address: 'info@bücher.example' });
    await wait(caseId, received());
    await service.scheduledRun();
    expect((await mails()).map(({ to }) => to)).toEqual([['info@xn--bcher-kva.example']]);
  });

  it('are sent again after a crash between sending and deleting, but not with every run', async () => {
    const { caseId } = await filedByMail();
    await wait(caseId, received());
    service.interrupt.before = ({ command, input }) => {
      if (command === 'BatchWriteItemCommand' && JSON.stringify(input).includes(outgoingMailPartition))
        throw new Error('the function ends here');
    };
    await service.scheduledRun();
    await service.scheduledRun();
    expect(await mails()).toHaveLength(1);
    service.clock.advance(minute);
    await service.scheduledRun();
    expect(await mails()).toHaveLength(2);
    await service.scheduledRun();
    expect(await mails()).toHaveLength(2);
    service.interrupt.before = undefined;
    service.clock.advance(2 * minute);
    await service.scheduledRun();
    expect(await waiting()).toEqual([]);
  });

  it('leave address and text in clear nowhere at rest, nor in a log', async () => {
    const { caseId } = await filedByMail();
    await wait(caseId, { kind: 'answered', text: 'canary-of-an-answer' });
    service.emulators.ses.deliver('reject');
    await service.scheduledRun();
    for (const kept of ['maria@home.example', 'canary-of-an-answer', handle])
      expect(await rowsNaming(service, kept)).toEqual([]);
    expect(JSON.stringify(service.logs)).not.toMatch(/maria|canary/);
  });

  it.each(languages)(
    'the privacy page says what stays with providers, only where a channel takes mail: %s',
    async (language) => {
      const page = async () => (await service.reporter(`/privacy?lang=${language}`)).text();
      const said = catalogue[language].privacy.byMailStays.slice(0, 40);
      expect(await page()).toContain(said);
      await service.close();
      service = await startService();
      expect(await page()).not.toContain(said);
    },
  );

  describe('of what the team writes', () => {
    const write = async (caseId: string, authorization: string, text: string): Promise<Response> =>
      service.team(
        `/api/cases/${caseId}/messages`,
        jsonRequest({ thread: 'reporter', text }, { authorization }),
      );

    it.each(['notice', 'full'] as const)('as the channel says: %s', async (answers) => {
      await service.close();
      service = await startService({ ...passkeySettings, ...withMail(answers) });
      const { authorization, memberId } = await service.addMember({ role: 'lead' });
      const { caseId } = await filedByMail();
      await read(service, { authorization }, caseId);
      const cookie = await signedInCookie(service, memberId);
      const page = await (await service.team(`/cases/${caseId}`, { headers: { cookie } })).text();
      expect(page).toContain(answers === 'full' ? 'emailed in full' : 'only that something new is waiting');
      const written = await write(caseId, authorization, 'We have read what you sent us.');
      expect(written.status).toBe(201);
      await service.scheduledRun();
      expect(await mails()).toEqual([]);
      service.clock.advance(hour);
      await service.scheduledRun();
      const [mail] = await mails();
      expect(mail?.text?.includes('We have read what you sent us.')).toBe(answers === 'full');
      expect(mail?.replyTo).toEqual([`reports+${handle}@example.org`]);
    });

    it('is mailed to nobody who has not written by mail', async () => {
      const { authorization } = await service.addMember({ role: 'lead' });
      const filed = await fileReport(service);
      await service.scheduledRun();
      const caseId = await caseIdOf(service, filed);
      await read(service, { authorization }, caseId);
      expect((await write(caseId, authorization, 'Hello.')).status).toBe(201);
      expect(await waiting()).toEqual([]);
    });
  });
});
