import { mailboxOf } from '../../../functions/settings/email-address.ts';
import { nearestName } from '../../../functions/settings/nearest-name.ts';
import { checkOf, listed, well, wrong } from './check.ts';

export const lead = checkOf(
  'a lead',
  ({ team }) => team,
  ({ members }) => {
    const leads = members.filter(({ role }) => role === 'lead').map(({ name }) => name);
    return leads.length > 0
      ? well(listed(leads))
      : wrong(
          'nobody leads the team: nobody can add members or grant cases',
          'Add one: npm run member -- add … --lead (the stack prints the whole command as FirstMember).',
        );
  },
);

export const readers = checkOf(
  'somebody in every channel',
  ({ team }) => team,
  ({ members, channels }) => {
    const unread = channels.filter(
      (channel) =>
        !members.some(
          ({ role, channels: own }) => (role === 'member' || role === 'lead') && own.includes(channel),
        ),
    );
    return unread.length === 0
      ? well(listed(channels))
      : wrong(
          `nobody reads ${listed(unread)}: what is reported there waits unseen`,
          `Add a member: npm run member -- add … --channels ${unread.join(',')}`,
        );
  },
);

export const readableMembers = checkOf(
  'members can be read',
  ({ team }) => team,
  ({ unreadable }) =>
    unreadable === 0
      ? well('all of them')
      : wrong(`${unreadable} rows are no members`, 'npm run member -- list names them; revoke removes them.'),
);

/** A channel of which nobody who reads it leads: nobody there grants, re-assigns or adds. */
export const channelLeads = checkOf(
  'a lead in every channel',
  ({ team }) => team,
  ({ members, channels }) => {
    const leads = members.filter(({ role }) => role === 'lead');
    const has = (people: typeof members, channel: string): boolean =>
      people.some(({ channels: own }) => own.includes(channel));
    // A team without a lead, and a channel that nobody reads, are said above.
    const without = channels.filter(
      (channel) => leads.length > 0 && has(members, channel) && !has(leads, channel),
    );
    return without.length === 0
      ? well(listed(channels))
      : wrong(
          `no lead reads ${listed(without)}: nobody there can re-assign or grant cases`,
          `Add a lead: npm run member -- add … --lead --channels ${without.join(',')}`,
        );
  },
);

export const knownChannels = checkOf(
  'members of channels that there are',
  ({ team }) => team,
  ({ members, channels }) => {
    const astray = members.flatMap(({ name, channels: own }) =>
      own
        .filter((channel) => !channels.includes(channel))
        .map((channel) => {
          const nearest = nearestName(channel, channels);
          return `${name} (${channel}${nearest === undefined ? '' : `; ${nearest} was meant?`})`;
        }),
    );
    return astray.length === 0
      ? well('all of them')
      : wrong(
          `there is no such channel: ${listed(astray)}`,
          'A lead changes the channels of a member on the page Team.',
        );
  },
);

export const duplicates = checkOf(
  'one address for each member',
  ({ team }) => team,
  ({ members }) => {
    const mailboxes = new Set(members.map(({ email }) => mailboxOf(email)));
    const shared = [...mailboxes]
      .map((mailbox) => members.filter(({ email }) => mailboxOf(email) === mailbox))
      .filter((people) => people.length > 1);
    return shared.length === 0
      ? well('all of them')
      : wrong(
          `the same address: ${shared.map((people) => listed(people.map(({ name }) => name))).join('; ')}`,
          'npm run member -- list shows them; revoke whoever is there twice, or give each an address of their own.',
        );
  },
);

/** What SES said of mails to members since their address was last changed. */
export const mailArrives = checkOf(
  'mail to members arrives',
  ({ team }) => team,
  ({ members }) => {
    const unreached = members.flatMap(({ name, mailProblem }) =>
      mailProblem === undefined
        ? []
        : [`${name} (${mailProblem.kind === 'bounce' ? 'came back' : 'marked as spam'}, ${mailProblem.on})`],
    );
    return unreached.length === 0
      ? well('nothing came back')
      : wrong(
          `mail does not reach ${listed(unreached)}`,
          'See docs/runbook/member-unreachable.md. A lead changes the address, or says that mail arrives again.',
        );
  },
);
