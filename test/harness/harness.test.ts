import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { bearer, bodyOf, fileReport, jsonRequest } from './requests.ts';
import { startService, type Service } from './service.ts';

describe('the whole path', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  it('a report is filed, read by the team, answered, and the answer is read', async () => {
    const member = await service.addMember();
    const { authorization } = member;
    const filed = await fileReport(service, { answers: { whatHappened: 'He shouted.', who: 'Bob' } });

    const list = await bodyOf<{ cases: { id: string; persons: string; caseName: string }[] }>(
      await service.team('/api/cases', { headers: { authorization } }),
    );
    expect(list.cases).toMatchObject([{ caseName: filed.caseName, persons: 'Bob' }]);
    const id = list.cases[0]?.id ?? '';

    const read = await service.team(`/api/cases/${id}`, { headers: { authorization } });
    expect(await read.text()).toContain('He shouted.');
    const answered = await service.team(
      `/api/cases/${id}/messages`,
      jsonRequest({ thread: 'reporter', text: 'Are you safe?' }, { authorization }),
    );
    expect(answered.status).toBe(201);

    const followUp = await service.reporter('/api/follow-up', bearer(filed.token));
    expect(await bodyOf(followUp)).toMatchObject({
      caseName: filed.caseName,
      summary: { opened: true },
      entries: [{ from: 'reporter' }, { from: 'team', text: 'Are you safe?' }],
    });
  });
});

it('a test in which a policy refused a function a call fails, whether or not anybody noticed', async () => {
  const service = await startService();
  const { emulators } = service;
  const credentials = { accessKeyId: accessKeys.reporter, secretAccessKey: 'local' };
  const { url: endpoint } = emulators.dynamoDb;
  const reporter = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  await reporter.send(new ScanCommand({ TableName: emulators.tables.vault })).catch(() => undefined);
  reporter.destroy();
  await expect(service.close()).rejects.toThrow('dynamodb:Scan');
});
