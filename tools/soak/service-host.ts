import type { Fault } from '../../infra/local/faults.ts';
import { ensureFirstMember } from '../../infra/local/first-member.ts';
import { startLocal } from '../../infra/local/start-local.ts';

/**
 * Runs in a process of its own: what `npm start` starts, on free ports, that can be told what goes wrong next and to
 * scheduled run out of turn.
 */
export type ToService =
  | {
      readonly kind: 'fault';
      readonly service: 'dynamoDb' | 'kms' | 'ses' | 's3';
      readonly operation: string;
      readonly fault: Fault;
    }
  | { readonly kind: 'clear-faults' }
  /** The same scheduled event several times at once, as EventBridge may deliver it. */
  | { readonly kind: 'scheduled run'; readonly times: number };

const [, , stateFolder = ''] = process.argv;
// Quicker than on AWS, so that a short soak sees many.
const runEvery = 2_000;
// A member may be told of every urgent report of a soak, and a conversation may be as long as it gets.
const settings = {
  notices: { ordinary: 'minute', urgentPerHour: 60 },
  abuse: { minimumFormSeconds: 0, entriesPerHour: 1_000 },
};

const local = await startLocal({ stateFolder, settings, scheduledRun: runEvery });
const { emulators, reporterUrl, teamUrl, inboxUrl, channels } = local;
const teamAccessToken = await ensureFirstMember({
  dynamoUrl: emulators.dynamoDb.url,
  teamTable: emulators.tables.team,
  stateFolder,
  channels,
});
process.on('message', (message: ToService) => {
  switch (message.kind) {
    case 'fault':
      emulators.faults[message.service].next(message.operation, message.fault);
      break;
    case 'clear-faults':
      for (const plan of Object.values(emulators.faults)) plan.clear();
      break;
    case 'scheduled run':
      for (let time = 0; time < message.times; time += 1) local.runScheduled().catch(() => undefined);
      break;
  }
});
process.on('disconnect', () => process.exit(1));
process.send?.({
  reporterUrl,
  teamUrl,
  inboxUrl,
  teamAccessToken,
  dynamoDbUrl: emulators.dynamoDb.url,
  s3Url: emulators.s3.url,
  bucket: emulators.bucket,
  tables: emulators.tables,
});
