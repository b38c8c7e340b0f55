import { takesFiles } from '../../domain/attachment/limits.ts';
import { eligibleMembers, type Roster, type RosterMember } from '../../domain/member/roster.ts';
import { contactText, isolated, type Page } from '../ui/page.ts';
import { routes } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { ReadersTable } from './readers-table.tsx';
import { InDanger } from '../ui/in-danger.tsx';
import { QuietTeam } from '../thread/quiet-team.tsx';

const RosterList = ({
  page,
  members,
}: {
  readonly page: Page;
  readonly members: readonly RosterMember[];
}) => {
  const { landing } = page.messages;
  return (
    <ul>
      {members.map(({ name, expertise, languages, availability }) => (
        <li>
          <strong dir="auto">{name}</strong>
          {expertise && `. ${landing.expertise}: ${isolated(page, expertise)}`}
          {languages && `. ${landing.speaks}: ${isolated(page, languages)}`}
          {availability && `. ${landing.available}: ${isolated(page, availability)}`}
        </li>
      ))}
    </ul>
  );
};

/** Those who are told, once where all channels have the same; whoever is not told stands apart. */
const Readers = ({ page, roster }: { readonly page: Page; readonly roster: Roster }) => {
  const { landing } = page.messages;
  const channels = Object.entries(page.settings.channels).map(([name, { label }]) => ({
    label: page.text(label),
    members: eligibleMembers(roster, name, []),
  }));
  const namesOf = (members: readonly RosterMember[]) => members.map(({ memberId }) => memberId).join(' ');
  const [first] = channels;
  const outside = roster.members.filter((member) => member.outside === true && member.audits !== true);
  const auditors = roster.members.filter((member) => member.audits === true);
  return (
    <>
      {first && channels.every(({ members }) => namesOf(members) === namesOf(first.members)) ? (
        <RosterList page={page} members={first.members} />
      ) : (
        channels.map(({ label, members }) => (
          <>
            <h3>{label}</h3>
            {members.length > 0 ? <RosterList page={page} members={members} /> : <p>{landing.nobodyHere}</p>}
          </>
        ))
      )}
      {outside.length > 0 && (
        <>
          <p>{landing.outside}</p>
          <RosterList page={page} members={outside} />
        </>
      )}
      {auditors.length > 0 && (
        <>
          <p>{landing.auditors}</p>
          <RosterList page={page} members={auditors} />
        </>
      )}
    </>
  );
};

/** One sentence where all channels promise the same, else one for each. */
const Promises = ({ page }: { readonly page: Page }) => {
  const { landing } = page.messages;
  const channels = Object.values(page.settings.channels);
  const promises = channels.map(({ deadlines }) => landing.promise(page.hours(deadlines.acknowledgeHours)));
  const [first] = promises;
  if (promises.every((promise) => promise === first)) return <p>{first}</p>;
  return (
    <ul>
      {channels.map(({ label }, index) => (
        <li>
          {page.text(label)}: {promises[index]}
        </li>
      ))}
    </ul>
  );
};

/** A way to the form of each channel. */
const WaysToWrite = ({ page }: { readonly page: Page }) => {
  const { settings, messages } = page;
  return (
    <>
      {Object.entries(settings.channels).map(([name, channel]) => (
        <div class="way">
          <p>
            <a
              class={name === settings.defaultChannel ? 'button' : 'button quiet'}
              href={page.href(name === settings.defaultChannel ? routes.report : routes.reportTo(name))}
            >
              {messages.landing.write}: {page.text(channel.label)}
            </a>
          </p>
          <p class="hint">{page.text(channel.description)}</p>
        </div>
      ))}
    </>
  );
};

const OtherWays = ({ page }: { readonly page: Page }) => {
  const { otherWays } = page.settings;
  if (otherWays.length === 0) return null;
  return (
    <>
      <h2>{page.messages.landing.otherWays}</h2>
      <ul>
        {otherWays.map((way) => (
          <li>{contactText(page, way)}</li>
        ))}
      </ul>
    </>
  );
};

const List = ({ items }: { readonly items: readonly string[] }) => (
  <ul>
    {items.map((item) => (
      <li>{item}</li>
    ))}
  </ul>
);

export const LandingPage = (props: { readonly page: Page; readonly roster: Roster; readonly now: Date }) => {
  const { page, roster } = props;
  const { settings, messages } = page;
  const { landing } = messages;
  return (
    <Layout page={page} languageLinks>
      <h1>{landing.heading}</h1>
      <div class="box warn">
        <InDanger page={page} asking />
      </div>
      <QuietTeam page={page} roster={roster} now={props.now} />
      <p>{landing.intro}</p>
      <p>{landing.retaliation}</p>
      <WaysToWrite page={page} />
      <p>
        <a href={page.href(routes.followUp)}>{landing.comeBack}</a>
      </p>

      <h2>{landing.whoReads}</h2>
      {roster.members.some(({ outside }) => outside !== true) ? (
        <>
          <p>{landing.readers(page.text(settings.organisation))}</p>
          <Readers page={page} roster={roster} />
        </>
      ) : (
        <p>{landing.noRoster(page.text(settings.organisation))}</p>
      )}
      <Promises page={page} />
      <OtherWays page={page} />

      <h2>{landing.kept}</h2>
      <p>{landing.keptText}</p>
      {takesFiles(settings) && <p>{messages.files.landing}</p>}
      <ReadersTable page={page} />

      <h2>{landing.cannot}</h2>
      <p>{landing.cannotText}</p>
      <List items={landing.cannotList} />
      <h2>{landing.safer}</h2>
      <List items={landing.saferList} />
      {settings.decisions.publicBans && (
        <p class="hint aside">
          <a href={page.href(routes.publicBans)}>{messages.publicBans.link}</a>
        </p>
      )}
      {settings.transparency.enabled && (
        <p class="hint aside">
          <a href={page.href(routes.transparency)}>{messages.transparency.link}</a>
        </p>
      )}
      <p class="hint aside">
        <a href={page.href(routes.snippet)}>{landing.snippet}</a>
      </p>
    </Layout>
  );
};
