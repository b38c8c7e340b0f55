import type { DemoReport } from './demo/demo-folder.ts';
import { atLocalhost } from './own-host.ts';

type Started = {
  readonly reporterUrl: string;
  readonly teamUrl: string;
  readonly inboxUrl: string;
  /** Where reports can be mailed to: the port of SMTP at 127.0.0.1, and the channels' addresses. */
  readonly mail: { readonly smtpPort: number; readonly addresses: readonly string[] };
  /** Where the local lead signs in; `enrols` while they have no passkey. */
  readonly signIn: { readonly url: string; readonly enrols: boolean };
  readonly tokenFile: string;
  readonly stateFolder: string;
  readonly ordinaryNotices: 'hour' | 'minute';
  /** Settings of a file that do not count on this machine. */
  readonly leftOut: readonly string[];
  /** The report of the demo that can be read as its reporter does. */
  readonly demo?: DemoReport | undefined;
};

/**
 * What `npm start` prints when everything answers. Addresses are at `localhost`: a passkey binds to a name, and a bare
 * address such as 127.0.0.1 can hold none.
 */
export const startScreen = (started: Started): string => `
Conductline is running on this machine.

  Reporters       ${atLocalhost(started.reporterUrl)}
  Conduct team    ${atLocalhost(started.teamUrl)}
  Inbox           ${atLocalhost(started.inboxUrl)}   (mail that would have been sent)
  SMTP            localhost:${started.mail.smtpPort}   (mail reports to ${started.mail.addresses.join(' or ')})

${
  started.signIn.enrols
    ? 'To sign in as the lead of the local team, make a passkey in your browser (this link works once):'
    : 'Sign in as the lead of the local team with your passkey:'
}

  ${started.signIn.url}

Scripts sign in with an access token:

  curl -H "Authorization: Bearer $(cat '${started.tokenFile}')" ${atLocalhost(started.teamUrl)}/api/cases
${started.demo === undefined ? '' : demoLines(started.demo, started.reporterUrl)}
${
  started.ordinaryNotices === 'minute'
    ? 'Ordinary notices leave on the full minute here; deployed, they leave on the full hour.'
    : 'Ordinary notices leave on the full hour, as your settings say.'
}${started.leftOut.length > 0 ? `\nOf your settings these count only where the service is deployed: ${started.leftOut.join(', ')}.` : ''}
Everything is kept in ${started.stateFolder}. Ctrl+C stops; nothing is lost.
`;

const demoLines = ({ caseName, passphrase }: DemoReport, reporterUrl: string): string => `
The cases are invented, and so are the people. To read ${caseName} as the one who reported it does, open
${atLocalhost(reporterUrl)}/follow-up and enter these twelve words:

  ${passphrase}
`;
