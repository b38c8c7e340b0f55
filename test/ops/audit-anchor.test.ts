import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys, teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { buildCommands, type BuiltCommands, type Ended } from '../harness/built-commands.ts';
import { logWriteAfter } from '../../functions/domain/register/log-write.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { decide, writeLog } from '../team/decided-case.ts';
import { caseIdOf, post, read, tamper } from '../team/as-member.ts';

const command = 'infra/ops/audit/audit-anchor.ts';

describe('npm run audit-anchor', () => {
  let service: Service;
  let folder: string;
  let commands: BuiltCommands;
  let id: string;
  let name: string;
  let lineId: string;
  let decider: Awaited<ReturnType<Service['addMember']>>;
  let line: { readonly day: string; readonly root: string };
  beforeAll(async () => {
    commands = await buildCommands([command]);
    service = await startService();
    folder = await mkdtemp(join(tmpdir(), 'conductline-anchor-'));
    const { dynamoDb, tables } = service.emulators;
    await writeFile(join(folder, 'emulators.json'), JSON.stringify({ dynamoDbUrl: dynamoDb.url, tables }));
    const member = await service.addMember();
    decider = member;
    const filed = await fileReport(service);
    name = filed.caseName;
    id = await caseIdOf(service, filed);
    await read(service, member, id);
    lineId = await decide(service, member, id);
    service.clock.advance(86_400_000);
    await service.scheduledRun();
    await post(service, member, `/api/cases/${id}/notes`, { text: 'Later.' });
    const anchored = service.logs.find(({ event }) => event === 'audit-logs-anchored');
    if (anchored?.event !== 'audit-logs-anchored') throw new Error('nothing was anchored');
    line = anchored;
  });
  afterAll(async () => {
    await service.close();
    await commands.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...args: string[]): Promise<Ended> =>
    commands.run(command, args, { CONDUCTLINE_STATE_FOLDER: folder });

  it('makes the root of the line again, and says which line of a case was its last one then', async () => {
    const { code, out, error } = await run('--day', line.day, '--root', line.root, '--case', id);
    expect([code, error]).toEqual([0, '']);
    expect(out).toContain(
      `${line.day}: 2 audit logs, lines of the enforcement log and published reports, root ${line.root}`,
    );
    expect(out).toContain(
      `The audit log of ${name} is whole (3 lines). On that day line 2 was its last one.`,
    );
    expect(out).not.toContain(id);
    const byName = await run('--day', line.day, '--case', name);
    expect([byName.code, byName.out]).toEqual([0, out]);
    const none = await run('--day', line.day, '--case', 'amber-falcon-00');
    expect([none.code, none.error]).toEqual([1, expect.stringContaining('There is no case amber-falcon-00')]);
  });

  it('says whether a line of the enforcement log is as it was anchored, and refuses one that was changed', async () => {
    const asked = ['--day', line.day, '--channel', 'conduct', '--line', lineId];
    const { code, out, error } = await run(...asked);
    expect([code, error]).toEqual([0, '']);
    expect(out).toContain(`The line ${lineId} of the log of conduct is as it was anchored on that day.`);
    const none = await run('--day', line.day, '--channel', 'security', '--line', lineId);
    expect([none.code, none.error]).toEqual([1, expect.stringContaining('There is no line')]);
    await writeLog(service, decider, id, logWriteAfter({ logLine: lineId }, { status: 'ended' }));
    const changed = await run(...asked);
    expect([changed.code, changed.error]).toEqual([
      1,
      expect.stringContaining('was not anchored on that day'),
    ]);
    const half = await run('--day', line.day, '--line', lineId);
    expect([half.code, half.error]).toEqual([1, expect.stringContaining('--line <id of a line>')]);
  });

  it('refuses a root that is another one, a log that is broken, and one that was not there', async () => {
    const other = await run('--day', line.day, '--root', 'ab'.repeat(32));
    expect([other.code, other.error]).toEqual([1, expect.stringContaining('not the root in the line')]);
    const before = await run('--day', '2026-03-10', '--case', id);
    expect([before.code, before.error]).toEqual([1, expect.stringContaining('No line of the audit log')]);
    await tamper(service, 'cases', caseKeys.audit(id, 1), { set: { sealed: randomBytes(9) } });
    const broken = await run('--day', line.day, '--case', id);
    expect([broken.code, broken.error]).toEqual([1, expect.stringContaining('broken at line 1')]);
    await tamper(service, 'team', teamKeys.anchorPart(line.day, 1), { set: { leaves: randomBytes(32) } });
    const changed = await run('--day', line.day, '--root', line.root);
    expect(changed.code).toBe(1);
  });

  it('refuses a file that is no published report', async () => {
    const file = join(folder, 'report.json');
    await writeFile(file, '{"format":"another"}');
    const { code, error } = await run('--day', line.day, '--report', file);
    expect([code, error]).toEqual([1, expect.stringContaining('is not the file of a transparency report')]);
  });

  it('says how it is used', async () => {
    const { code, error } = await run('--day', 'yesterday');
    expect([code, error]).toEqual([1, expect.stringContaining('npm run audit-anchor -- --day')]);
  });
});
