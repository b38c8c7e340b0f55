import type { Roster } from '../../domain/member/roster.ts';
import { contactText, isolated, type Page } from '../page.ts';
import { routes } from '../routes.ts';
import { Layout } from './layout.tsx';
import { ReadersTable } from './readers-table.tsx';
import { QuietTeam } from './quiet-team.tsx';

const RosterList = ({ page, roster }: { readonly page: Page; readonly roster: Roster }) => {
  const { landing } = page.messages;
  return (
    <ul>
      {roster.members.map(({ name, expertise, languages, availability }) => (
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

export const LandingPage = (props: { readonly page: Page; readonly roster: Roster; readonly now: Date }) => {
  const { page, roster } = props;
  const { settings, messages } = page;
  const { landing } = messages;
  const { emergencyContact } = settings;
  return (
    <Layout page={page} languageLinks>
      <h1>{landing.heading}</h1>
      <div class="box warn">
        <p>
          <strong>{landing.danger}</strong> {landing.dangerText}
        </p>
        {emergencyContact && (
          <p>
            {page.text(emergencyContact.text)} {landing.emergencyHours(page.text(emergencyContact.hours))}
          </p>
        )}
      </div>
      <QuietTeam page={page} roster={roster} now={props.now} />
      <p>{landing.intro}</p>
      <p>{landing.retaliation}</p>
      {Object.entries(settings.channels).map(([name, channel]) => (
        <div class="way">
          <p>
            <a
              class={name === settings.defaultChannel ? 'button' : 'button quiet'}
              href={page.href(name === settings.defaultChannel ? routes.report : routes.reportTo(name))}
            >
              {landing.write}: {page.text(channel.label)}
            </a>
          </p>
          <p class="hint">{page.text(channel.description)}</p>
        </div>
      ))}
      <p>
        <a href={page.href(routes.followUp)}>{landing.comeBack}</a>
      </p>

      <h2>{landing.whoReads}</h2>
      {roster.members.length > 0 ? (
        <>
          <p>{landing.readers(settings.organisation)}</p>
          <RosterList page={page} roster={roster} />
        </>
      ) : (
        <p>{landing.noRoster(settings.organisation)}</p>
      )}
      <Promises page={page} />
      {settings.otherWays.length > 0 && (
        <>
          <h2>{landing.otherWays}</h2>
          <ul>
            {settings.otherWays.map((way) => (
              <li>{contactText(page, way)}</li>
            ))}
          </ul>
        </>
      )}

      <h2>{landing.kept}</h2>
      <p>{landing.keptText}</p>
      <ReadersTable page={page} />

      <h2>{landing.cannot}</h2>
      <p>{landing.cannotText}</p>
      <ul>
        {landing.cannotList.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
      <h2>{landing.safer}</h2>
      <ul>
        {landing.saferList.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
      <p class="hint aside">
        <a href={page.href(routes.snippet)}>{landing.snippet}</a>
      </p>
    </Layout>
  );
};
