import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import { Layout } from './layout.tsx';

const acknowledgeHours = (settings: Settings): number =>
  settings.channels[settings.defaultChannel]?.deadlines.acknowledgeHours ?? 0;

export const LandingPage = ({ settings }: { readonly settings: Settings }) => (
  <Layout settings={settings}>
    <h1>Tell the team what happened, without saying who you are</h1>
    <div class="box warn">
      <p>
        <strong>Are you in danger right now?</strong> Nobody watches this page around the clock. Call your
        local emergency number first.
      </p>
      {settings.emergencyContact && <p>{settings.emergencyContact}</p>}
    </div>
    <p>
      You write what happened. You get twelve words. With them, and only with them, you can come back, see
      what the team answers, and write again. You need no account, no name and no mail address. Being unsure
      whether it “counts” is fine.
    </p>
    <p>
      <a class="button" href={routes.report}>
        Write a report
      </a>
    </p>
    <p>
      <a href={routes.followUp}>I have twelve words or a link and want to come back</a>
    </p>

    <h2>Who reads it</h2>
    <p>
      The people of {settings.organisation} who look after the channel you choose. They are told that
      something waits, not what. They promise to acknowledge your report within {acknowledgeHours(settings)}{' '}
      hours.
    </p>

    <h2>What is kept, and what is not</h2>
    <p>
      Your text is encrypted before it is stored. Not stored: your network address, your browser, the exact
      time, when you come back to look. Who can read what:
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">What they can read</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">The team of the channel</th>
          <td>Your report and what you write later.</td>
        </tr>
        <tr>
          <th scope="row">You</th>
          <td>The same, with your twelve words. Nobody can restore them.</td>
        </tr>
        <tr>
          <th scope="row">Someone who steals the database</th>
          <td>How many reports there are and in which hour they came. No text, no name.</td>
        </tr>
        <tr>
          <th scope="row">Who runs the cloud account</th>
          <td>
            Nothing as things are set up. They could change the programs and read what comes in from then on;
            that would leave traces, but it cannot be ruled out.
          </td>
        </tr>
      </tbody>
    </table>

    <h2>What this cannot protect against</h2>
    <ul>
      <li>
        An employer or school that watches its network or the device you use sees that you visited this site.
      </li>
      <li>Your browser’s history shows that you were here.</li>
      <li>Details that only few people know, or the way you write, can tell who you are.</li>
    </ul>
    <p>
      Safer: your own device, not the network of work or school, and{' '}
      <a href="https://www.torproject.org/download/" rel="noreferrer">
        Tor Browser
      </a>
      . This site works with all scripts switched off.
    </p>
  </Layout>
);
