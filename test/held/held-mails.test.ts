import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { conductAddress } from '../harness/written-mail.ts';
import { filed, rowsUnder, send } from '../mail/mailed.ts';
import { read, type SignedIn } from '../team/as-member.ts';
import { agree, days, hold, report, stateOf } from './held-reports.ts';

describe('mails to a channel in which reports wait', () => {
  let service: Service;
  let lead: SignedIn;
  beforeEach(async () => {
    service = await startService({ channels: { conduct: { hold: {}, mail: { address: conductAddress } } } });
    lead = await service.addMember({ role: 'lead' });
    await service.scheduledRun();
  });
  afterEach(() => service.close());

  const name = async (id: string, person: string): Promise<void> => {
    await read(service, lead, id);
    const named = await service.team(
      `/api/cases/${id}/respondents`,
      jsonRequest({ name: person }, { authorization: lead.authorization }),
    );
    expect(named.status).toBe(201);
  };

  it('write a message of the one size that every report writes', async () => {
    await report(service, {});
    await report(service, { persons: ['Ann Other'] });
    await send(service);
    await send(service, { text: 'x'.repeat(50_000), sender: {}, answerTo: null });
    const rows = await rowsUnder(service, 'cases', 'HELD#inbox');
    expect(rows).toHaveLength(4);
    const sizes = rows.map(({ sealed }) =>
      Buffer.byteLength(z.object({ bytes: z.instanceof(Uint8Array) }).parse(sealed).bytes),
    );
    expect(new Set(sizes).size).toBe(1);
  });

  it('let out what waits once the team has named the same person in one', async () => {
    const waits = await hold(service, ['Quentin Quixote']);
    const { id } = await filed(service, { text: 'It was Quentin Quixote.' });
    await days(service, 1);
    await agree(service, waits);
    await days(service, 5);
    expect(await stateOf(service, waits)).toBe('held');
    await name(id, 'Quentin Quixote');
    await days(service, 4);
    await agree(service, waits);
    await days(service, 1);
    expect(await stateOf(service, waits)).toBe('told');
  });
});
