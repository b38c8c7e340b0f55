type Started = {
  readonly reporterUrl: string;
  readonly teamUrl: string;
  readonly inboxUrl: string;
  /** Where the local lead signs in; `enrols` while they have no passkey. */
  readonly signIn: { readonly url: string; readonly enrols: boolean };
  readonly tokenFile: string;
  readonly stateFolder: string;
};

/** What `npm start` prints when everything answers. */
export const startScreen = (started: Started): string => `
Conductline is running on this machine.

  Reporters       ${started.reporterUrl}
  Conduct team    ${started.teamUrl}
  Inbox           ${started.inboxUrl}   (mail that would have been sent)

${
  started.signIn.enrols
    ? 'To sign in as the lead of the local team, make a passkey in your browser (this link works once):'
    : 'Sign in as the lead of the local team with your passkey:'
}

  ${started.signIn.url}

Scripts sign in with an access token:

  curl -H "Authorization: Bearer $(cat '${started.tokenFile}')" ${started.teamUrl}/api/cases

Ordinary notices leave on the full minute here; deployed, they leave on the full hour.
Everything is kept in ${started.stateFolder}. Ctrl+C stops; nothing is lost.
`;
