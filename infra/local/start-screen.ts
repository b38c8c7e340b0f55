type Started = {
  readonly reporterUrl: string;
  readonly teamUrl: string;
  readonly inboxUrl: string;
  readonly tokenFile: string;
  readonly stateFolder: string;
};

/** What `npm start` prints when everything answers. */
export const startScreen = (started: Started): string => `
Conductline is running on this machine.

  Reporters       ${started.reporterUrl}
  Conduct team    ${started.teamUrl}
  Inbox           ${started.inboxUrl}   (mail that would have been sent)

Signed in as a member of every channel, the cases are:

  curl -H "Authorization: Bearer $(cat '${started.tokenFile}')" ${started.teamUrl}/api/cases

Ordinary notices leave on the full minute here; deployed, they leave on the full hour.
Everything is kept in ${started.stateFolder}. Ctrl+C stops; nothing is lost.
`;
