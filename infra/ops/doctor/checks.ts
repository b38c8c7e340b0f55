import { day } from '../../../functions/domain/kernel/clock.ts';
import { keptPrefix, unfinishedPrefix } from '../../../functions/adapters/s3/object-names.ts';
import { checkOf, listed, well, wrong, type Check } from './check.ts';
import { mailDkim, mailKey, mailRecords, mailRegion, mailRules, mailsLeft } from './receiving-checks.ts';
import {
  channelLeads,
  duplicates,
  knownChannels,
  lead,
  mailArrives,
  readableMembers,
  readers,
} from './team-checks.ts';

const minutesSince = (then: Date, now: Date): number => Math.floor((now.getTime() - then.getTime()) / 60_000);
/** A scheduled run takes a minute at most, and may be missed once. */
const stalledAfterMinutes = 5;

export const scheduledRun = checkOf(
  'the scheduled run',
  ({ team }) => team,
  ({ lastBeat }, { now }) => {
    const todo = 'See docs/runbook/scheduled-run-missing.md; on a laptop, start the service again.';
    if (lastBeat === undefined) return wrong('there has been none: no notices, no erasures', todo);
    const minutes = minutesSince(lastBeat, now);
    return minutes <= stalledAfterMinutes
      ? well(minutes < 1 ? 'less than a minute ago' : `${minutes} minutes ago`)
      : wrong(`the last one was ${minutes} minutes ago: no notices, no erasures`, todo);
  },
);

export const schedule = checkOf(
  'the schedule',
  ({ schedule: found }) => found,
  ({ state }) =>
    state === 'ENABLED'
      ? well('every minute')
      : wrong(
          `it is ${state.toLowerCase()}`,
          'Deploy again (npx cdk deploy), or enable it in EventBridge Scheduler.',
        ),
);

/** Lambda keeps this many runs for functions without a reservation. */
const alwaysUnreserved = 100;

export const concurrency = checkOf(
  'runs set aside',
  ({ concurrency: found }) => found,
  ({ accountLimit, unreserved, reserved }) => {
    const without = reserved.filter(({ runs }) => runs === undefined).map(({ name }) => name);
    if (without.length === 0) return well(listed(reserved.map(({ name, runs }) => `${name} ${runs}`)));
    const says = `none for ${listed(without)}: many visits at once to the reporters' pages can hold up answers, notices and erasures`;
    return unreserved > alwaysUnreserved
      ? wrong(says, 'Set reservedConcurrency in your settings and deploy again.')
      : wrong(
          `${says}; this account, with ${accountLimit} runs at once, allows none`,
          'Ask AWS for more concurrent executions (Service Quotas, Lambda), then set reservedConcurrency.',
        );
  },
);

export const sandbox = checkOf(
  'SES sends to everybody',
  ({ mail }) => mail,
  ({ isInSandbox, maySend }) => {
    if (!maySend)
      return wrong(
        'SES has paused sending for this account',
        'See the reputation page of SES in the console.',
      );
    return isInSandbox
      ? wrong(
          'SES is in its sandbox: it sends only to addresses it has verified, so members are not told',
          'Ask for production access in the SES console, or verify the address of each member until then.',
        )
      : well('out of the sandbox');
  },
);

export const sender = checkOf(
  'the sender',
  ({ mail }) => mail,
  ({ sender: address, isSenderVerified }) =>
    isSenderVerified
      ? well(address)
      : wrong(
          `${address} is not verified: no mail leaves`,
          'Follow the link in the mail from AWS to that address; in the SES console it can be sent again.',
        ),
);

export const suppressed = checkOf(
  'members get mail',
  ({ mail }) => mail,
  ({ suppressed: addresses }) =>
    addresses.length === 0
      ? well('none is on the suppression list of SES')
      : wrong(
          `SES sends nothing to ${listed(addresses)}: a mail to them bounced or was complained about`,
          'Ask them, then: aws sesv2 delete-suppressed-destination --email-address <address>',
        ),
);

export const key = checkOf(
  'the KMS key',
  ({ key: found }) => found,
  ({ state, deletedOn, rotates }) => {
    if (state === 'PendingDeletion')
      return wrong(
        `it will be deleted${deletedOn ? ` on ${day(deletedOn)}` : ''}: then no report can be read by anybody, ever`,
        'Now: aws kms cancel-key-deletion --key-id <id>, then aws kms enable-key --key-id <id>',
      );
    if (state !== 'Enabled')
      return wrong(`it is ${state}: nobody can read reports`, 'aws kms enable-key --key-id <id>');
    return rotates
      ? well('enabled, rotates')
      : wrong('it does not rotate', 'Deploy again, or: aws kms enable-key-rotation --key-id <id>');
  },
);

const again = 'Deploy again (npx cdk deploy): the stack switches it on.';
const mostVaultDays = 7;

export const recovery = checkOf(
  'recovery',
  ({ tables }) => tables,
  (tables) => {
    const off = tables.filter(({ recoveryDays }) => recoveryDays === undefined).map(({ table }) => table);
    if (off.length > 0)
      return wrong(`point-in-time recovery is off for ${listed(off)}: what is lost there is lost`, again);
    const long = tables.find(
      ({ table, recoveryDays = 0 }) => table === 'vault' && recoveryDays > mostVaultDays,
    );
    return long
      ? wrong(
          `keys of erased cases stay in backups for ${long.recoveryDays} days; ${mostVaultDays} were promised`,
          again,
        )
      : well(listed(tables.map(({ table, recoveryDays }) => `${table} ${recoveryDays} days`)));
  },
);

export const timeToLive = checkOf(
  'time to live',
  ({ tables }) => tables,
  (tables) => {
    const off = tables.filter(({ expires }) => !expires).map(({ table }) => table);
    return off.length === 0
      ? well('on')
      : wrong(`it is off for ${listed(off)}: the backstop of erasure is missing`, again);
  },
);

export const protection = checkOf(
  'protected from deletion',
  ({ tables }) => tables,
  (tables) => {
    const open = tables.filter(({ isProtected }) => !isProtected).map(({ table }) => table);
    return open.length === 0 ? well('all tables') : wrong(`not protected: ${listed(open)}`, again);
  },
);

export const bucket = checkOf(
  'the bucket of files',
  ({ bucket: found }) => found,
  ({ isBlocked, hasVersions, expires, needsTls }) => {
    if (!isBlocked) return wrong('what is in it can be made public', again);
    if (hasVersions)
      return wrong(
        'it keeps versions: files of erased cases stay in it',
        'aws s3api put-bucket-versioning --bucket <name> --versioning-configuration Status=Suspended, then delete the old versions.',
      );
    const missing = [unfinishedPrefix, keptPrefix].filter((prefix) => !expires.includes(prefix));
    if (missing.length > 0)
      return wrong(`nothing expires under ${listed(missing)}: the backstop of erasure is missing`, again);
    return needsTls ? well('closed, without versions, expires') : wrong('it answers without TLS', again);
  },
);

export const hosts = checkOf(
  'own hosts',
  ({ hosts: found }) => found,
  (found) => {
    const astray = found.filter(({ pointsHere }) => !pointsHere);
    return astray.length === 0
      ? well(found.length === 0 ? 'none' : listed(found.map(({ host }) => host)))
      : wrong(
          `${listed(astray.map(({ host }) => host))} does not lead here`,
          `Put into your DNS: ${astray.map(({ host, target }) => `CNAME ${host} ${target}`).join('; ')}`,
        );
  },
);

export const subscribers = checkOf(
  'somebody hears the alarms',
  ({ subscribers: found }) => found,
  (found) => {
    const confirmed = found.filter(({ isConfirmed }) => isConfirmed);
    if (confirmed.length > 0) return well(listed(confirmed.map(({ address }) => address)));
    const [asked] = found;
    return asked
      ? wrong(`${asked.address} has not confirmed`, 'Follow the link in the mail from AWS to that address.')
      : wrong('nobody: the alarms ring unheard', 'Set alarms.email in your settings and deploy again.');
  },
);

export const budget = checkOf(
  'a budget',
  ({ hasBudget }) => hasBudget,
  (isThere) =>
    isThere
      ? well('there')
      : wrong(
          'none: nobody is told when the bill grows',
          'Set alarms.email and alarms.monthlyBudgetDollars and deploy again.',
        ),
);

/** Worst first: what hurts people before what hurts the bill. */
export const checks: readonly Check[] = [
  key,
  lead,
  readers,
  channelLeads,
  knownChannels,
  duplicates,
  mailArrives,
  readableMembers,
  sandbox,
  sender,
  suppressed,
  mailsLeft,
  mailRegion,
  mailRecords,
  mailDkim,
  mailRules,
  mailKey,
  schedule,
  scheduledRun,
  concurrency,
  recovery,
  timeToLive,
  protection,
  bucket,
  hosts,
  subscribers,
  budget,
];
