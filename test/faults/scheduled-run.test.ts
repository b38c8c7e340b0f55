import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { deleteItems } from '../../functions/adapters/dynamodb/client/delete-items.ts';
import { bearer, fileReport } from '../harness/requests.ts';
import { startService, type CountedCall, type Service } from '../harness/service.ts';
import { rowsNaming } from '../scheduled/stored.ts';
import { caseIdOf } from '../team/as-member.ts';
import { onlyCatalogueEvents } from './snapshot.ts';

/** What each part of a scheduled run asks of AWS, and nobody else does. */
const parts: Record<string, (call: CountedCall) => boolean> = {
  'key rings': ({ command }) => command === 'EncryptCommand',
  notices: ({ command, input }) => command === 'QueryCommand' && JSON.stringify(input).includes('OUTBOX'),
  erasure: ({ command, input }) => command === 'QueryCommand' && JSON.stringify(input).includes('DUE'),
};

describe('a scheduled run of which one part fails', () => {
  let service: Service;
  let withdrawn: string;
  beforeEach(async () => {
    service = await startService();
    await service.addMember();
    const gone = await fileReport(service, { urgent: true });
    withdrawn = await caseIdOf(service, gone);
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(gone.token) });
    await fileReport(service, { urgent: true });
    const { tables } = service.emulators;
    await deleteItems(service.dynamo, tables.team, [
      teamKeys.ringPublic('security', 'identity'),
      teamKeys.ringPrivate('security', 'identity', 1),
    ]);
  });
  afterEach(async () => {
    onlyCatalogueEvents(service.logs);
    await service.close();
  });

  const done = async () => ({
    'key rings': (await rowsNaming(service, 'RING#security#identity')).length === 1,
    notices: (await service.emulators.ses.mails()).length === 1,
    erasure: (await rowsNaming(service, withdrawn)).every((key) => !key.startsWith('THREAD#')),
  });

  it.each(Object.keys(parts))(
    '%s failing keeps no other part from its work, and the next scheduled run makes up for it',
    async (part) => {
      expect(await done()).toEqual({ 'key rings': false, notices: false, erasure: false });
      service.interrupt.before = (call) => {
        if (parts[part]?.(call)) throw new Error('away');
      };
      await service.scheduledRun();
      expect(await done()).toEqual({ 'key rings': true, notices: true, erasure: true, [part]: false });
      expect(service.logs.filter(({ event }) => event === 'fault').length).toBeGreaterThanOrEqual(1);
      service.interrupt.before = undefined;
      await service.scheduledRun();
      expect(await done()).toEqual({ 'key rings': true, notices: true, erasure: true });
    },
  );

  it('a lease that cannot be taken means no work at all, and the next scheduled run works', async () => {
    const fault = { kind: 'fail', code: 'InternalServerError', statusCode: 500 } as const;
    service.emulators.faults.dynamoDb.next('UpdateItem', fault, 3);
    await expect(service.scheduledRun()).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(await done()).toEqual({ 'key rings': false, notices: false, erasure: false });
    await service.scheduledRun();
    expect(await done()).toEqual({ 'key rings': true, notices: true, erasure: true });
  });

  it('everything failing loses nothing', async () => {
    service.interrupt.before = ({ command, input }) => {
      if (command !== 'UpdateItemCommand' || !JSON.stringify(input).includes('LEASE'))
        throw new Error('away');
    };
    await service.scheduledRun();
    await service.scheduledRun();
    const events = service.logs.map(({ event }) => event);
    expect(events.length).toBeGreaterThan(6 * 2);
    expect(new Set(events)).toEqual(new Set(['fault']));
    service.interrupt.before = undefined;
    await service.scheduledRun();
    expect(await done()).toEqual({ 'key rings': true, notices: true, erasure: true });
  });
});
