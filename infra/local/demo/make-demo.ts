import { randomBytes, randomInt } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { addDays, addHours, day } from '../../../functions/domain/kernel/clock.ts';
import { parseAccessToken } from '../../../functions/domain/member/access-token.ts';
import { addMember, createAccessToken, type Team } from '../../ops/member/members.ts';
import { accessKeys } from '../access-keys.ts';
import { ensureFirstMember } from '../first-member.ts';
import { region } from '../start-emulators.ts';
import { startLocal, type Local, type LocalOptions } from '../start-local.ts';
import { DemoClock } from './demo-clock.ts';
import { keepDemo } from './demo-folder.ts';
import { demoMember, demoReporter, type DemoMemberClient } from './demo-people.ts';
import { demoMembers, localLead, type MemberName } from './demo-team.ts';
import { storiesAtWork } from './stories-at-work.ts';
import { newStories } from './stories-new.ts';
import { storiesThatAreOver } from './stories-over.ts';
import type { DemoCase, Scene, Story } from './story.ts';

const beginsDaysAgo = 31;
/** Of the access tokens that members of the demo act with. */
const tokenHours = (beginsDaysAgo + 1) * 24;
/** Its words are printed, so that its conversation can be read as its reporter does. */
const printedStory = 'in review, with files';

const stories: readonly Story[] = [...storiesThatAreOver, ...storiesAtWork, ...newStories];

type Seat = { readonly memberId: string; readonly client: DemoMemberClient };

/**
 * Makes the demo in an empty state folder: a service of its own whose clock begins a month ago, and people who report and
 * answer through its JSON, each on their day. It stops when the present is reached.
 * @param options as `startLocal` takes them; the ports stand in the mails
 * @throws when the service cannot start or a step is refused; the folder is left as it is, without `demo.json`
 */
export const makeDemo = async (
  options: Pick<LocalOptions, 'stateFolder' | 'settings' | 'ports'>,
): Promise<void> => {
  const clock = new DemoClock(beginsDaysAgo);
  const local = await startLocal({ ...options, clockShiftMs: clock.shiftMs });
  try {
    const seats = await seatTeam(local, clock.now());
    const cases = await tell(local, clock, seats);
    const { caseName, told } = cases.get(printedStory) ?? {};
    if (caseName === undefined || told === undefined) throw new Error('the printed story has no words');
    await keepDemo(options.stateFolder, { caseName, passphrase: told.passphrase });
  } finally {
    await local.stop();
  }
};

const seatTeam = async (local: Local, now: Date): Promise<ReadonlyMap<MemberName, Seat>> => {
  const teamTable = local.emulators.tables.team;
  const dynamoUrl = local.emulators.dynamoDb.url;
  const { channels, files, teamUrl } = local;
  const leadToken = await ensureFirstMember({
    dynamoUrl,
    teamTable,
    stateFolder: files.folder,
    channels,
    now,
  });
  const leadId = parseAccessToken(leadToken)?.memberId;
  if (leadId === undefined) throw new Error('the local lead has no access token');
  const seats = new Map<MemberName, Seat>([
    [localLead, { memberId: leadId, client: demoMember(teamUrl, leadToken) }],
  ]);
  const credentials = { accessKeyId: accessKeys.ops, secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: dynamoUrl, region, credentials });
  const random = {
    bytes: (length: number) => randomBytes(length),
    integer: (limit: number) => randomInt(limit),
  };
  const team: Team = { client, table: teamTable, random, now };
  try {
    for (const member of demoMembers) {
      const { memberId } = await addMember(team, { ...member, channels });
      const expiresAt = addHours(now, tokenHours);
      const token = await createAccessToken(team, memberId, { scope: 'all', expiresAt });
      if (token === undefined) throw new Error('the member that was just added is gone');
      seats.set(member.name, { memberId, client: demoMember(teamUrl, token) });
    }
  } finally {
    client.destroy();
  }
  return seats;
};

/** Everything that happens, in the order of time. @returns the cases by the names of their stories */
const tell = async (
  local: Local,
  clock: DemoClock,
  seats: ReadonlyMap<MemberName, Seat>,
): Promise<ReadonlyMap<string, DemoCase>> => {
  const present = addDays(clock.now(), beginsDaysAgo);
  const cases = new Map<string, DemoCase>();
  const found = <Value>(value: Value | undefined, name: string): Value => {
    if (value === undefined) throw new Error(`the demo knows nothing of ${name} yet`);
    return value;
  };
  const scene: Scene = {
    reporter: demoReporter(local.reporterUrl),
    member: (name) => found(seats.get(name), name).client,
    memberId: (name) => found(seats.get(name), name).memberId,
    caseOf: (story) => found(cases.get(story), story),
    dayIn: (days) => day(addDays(present, days)),
  };
  const happenings = stories.flatMap(({ name, sentDaysAgo, begin, steps }) => [
    { daysAgo: sentDaysAgo, happen: async () => void cases.set(name, await begin(scene)) },
    ...steps.map(({ daysAgo, act }) => ({ daysAgo, happen: () => act(scene, name) })),
  ]);
  for (const { daysAgo, happen } of happenings.sort((one, other) => other.daysAgo - one.daysAgo)) {
    await clock.moveTo(daysAgo, local.runScheduled);
    await happen();
  }
  await clock.moveTo(0, local.runScheduled);
  return cases;
};
