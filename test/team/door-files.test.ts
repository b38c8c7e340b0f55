import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { photo, logFile } from '../harness/files.ts';
import { bearer, bodyOf, fileReport, readThread, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings, signedInCookie, teamOrigin } from './as-browser.ts';
import { caseIdOf, get, post, read } from './as-member.ts';
import { handedOver, withOwnWords } from './case-with-door.ts';
import { doorOf } from './many-doors.ts';
import type { Colleague } from './measured-case.ts';
import { atPages, hiddenOf, wordsOf } from './team-pages.ts';

type Attached = { readonly id: string; readonly name: string };
type Shown = {
  readonly entries: readonly { from: string; text: string; attachments: readonly Attached[] }[];
};

describe('files of every conversation', () => {
  let service: Service;
  let lead: Colleague;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService(passkeySettings);
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    filed = await fileReport(service);
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
  });
  afterEach(() => service.close());

  const endsOn = '2026-12-31';
  it.each(['response', 'witness', 'expert', 'platform'] as const)(
    'go both ways with who holds the door of a %s, the original too, and to nobody else',
    async (kind) => {
      const { token, thread } = await handedOver(service, lead, id, doorOf(kind, endsOn));
      const own = await withOwnWords(service, token);
      const shown = async () => bodyOf<Shown>(await service.reporter('/api/follow-up', bearer(own)));

      const form = new FormData();
      form.append('files', new Blob([Buffer.from(photo().bytes)]), photo().name);
      form.append('keepOriginal', 'yes');
      const init = { method: 'POST', headers: bearer(own).headers, body: form };
      expect((await service.reporter('/api/follow-up/attachments', init)).status).toBe(201);
      const file = (await shown()).entries[0]?.attachments[0]?.id ?? '';
      const pages = await atPages(service, lead);
      expect(wordsOf(await pages.html(`/cases/${id}/people`))).toContain('The original was kept, too');
      const path = `/cases/${id}/attachments/${file}`;
      expect((await get(service, lead, `/api${path}`)).status).toBe(200);
      expect(await pages.html(`${path}/original`)).toContain('Why you need it');
      const opened = await post(service, lead, `/api${path}/original`, { reason: 'The place matters.' });
      const { pass } = await bodyOf<{ pass: string }>(opened);
      const whole = await service.team(`/api/cases/${id}/originals`, {
        headers: { authorization: lead.authorization, 'original-pass': pass },
      });
      expect(Buffer.from(await whole.arrayBuffer()).equals(Buffer.from(photo().bytes))).toBe(true);
      expect((await shown()).entries.at(-1)?.text).toBe(
        'The team opened the original of a file that you sent.',
      );

      const reply = new FormData();
      const fields = { ...hiddenOf(await pages.html(`/cases/${id}/people`)), page: 'people', thread };
      for (const [name, value] of Object.entries({ ...fields, text: 'See this.', do: 'send' }))
        reply.append(name, value);
      reply.append('files', new Blob([Buffer.from(logFile().bytes)]), logFile().name);
      const sent = await service.team(`/cases/${id}/reply`, {
        method: 'POST',
        headers: {
          cookie: await signedInCookie(service, lead.memberId),
          origin: teamOrigin,
          'sec-fetch-site': 'same-origin',
        },
        body: reply,
      });
      expect(sent.status).toBe(303);
      const given = (await shown()).entries.at(-1)?.attachments[0];
      expect(given?.name).toBe('server.log');
      const address = `/api/follow-up/attachments/${given?.id ?? ''}`;
      expect((await service.reporter(address, bearer(own))).status).toBe(200);
      expect((await service.reporter(address, bearer(filed.token))).status).toBe(404);
      const reporter = await (await readThread(service, filed)).text();
      for (const secret of ['IMG_0042', 'server.log', 'opened the original'])
        expect(reporter).not.toContain(secret);
    },
  );
});
