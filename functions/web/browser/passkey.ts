const problemIds = ['unsupported', 'failed'] as const;

/** Shows one problem, or none. */
const showProblem = (shown?: (typeof problemIds)[number]): void => {
  for (const id of problemIds) {
    const problem = document.getElementById(id);
    if (problem) problem.hidden = id !== shown;
  }
};

/** Bytes travel as base64url (WebAuthn Level 3 §5.1). */
const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));

const textOf = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

/** What WebAuthn takes, with text in the place of these bytes. */
type WithText<Whole, Bytes extends keyof Whole> = Omit<Whole, Bytes> & Readonly<Record<Bytes, string>>;

type SignInOptions = WithText<PublicKeyCredentialRequestOptions, 'challenge'>;
type CreationOptions = Omit<
  WithText<PublicKeyCredentialCreationOptions, 'challenge'>,
  'user' | 'excludeCredentials'
> & {
  readonly user: WithText<PublicKeyCredentialUserEntity, 'id'>;
  readonly excludeCredentials: readonly WithText<PublicKeyCredentialDescriptor, 'id'>[];
};
type Options = SignInOptions | CreationOptions;

const create = (options: CreationOptions): Promise<Credential | null> =>
  navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytesOf(options.challenge),
      user: { ...options.user, id: bytesOf(options.user.id) },
      excludeCredentials: options.excludeCredentials.map((known) => ({ ...known, id: bytesOf(known.id) })),
    },
  });

const get = (options: SignInOptions): Promise<Credential | null> =>
  navigator.credentials.get({ publicKey: { ...options, challenge: bytesOf(options.challenge) } });

const createdFields = (response: AuthenticatorAttestationResponse) => ({
  attestationObject: textOf(response.attestationObject),
  transports: 'getTransports' in response ? response.getTransports() : [],
});

const signedFields = ({ authenticatorData, signature, userHandle }: AuthenticatorAssertionResponse) => ({
  authenticatorData: textOf(authenticatorData),
  signature: textOf(signature),
  userHandle: textOf(userHandle ?? new ArrayBuffer(0)),
});

/** What the browser answered, as JSON. */
const answerOf = async (options: Options): Promise<string> => {
  const creates = 'user' in options;
  // Password managers answer with objects of their own, so the classes of the standard prove nothing.
  const { id, rawId, type, response } = (await (creates
    ? create(options)
    : get(options))) as PublicKeyCredential;
  return JSON.stringify({
    id,
    rawId: textOf(rawId),
    type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      ...(creates
        ? createdFields(response as AuthenticatorAttestationResponse)
        : signedFields(response as AuthenticatorAssertionResponse)),
    },
  });
};

/**
 * Asks the browser for a passkey and sends what it answers with the form around the button. The options come with the
 * page.
 */
const usePasskey = async (button: HTMLButtonElement, form: HTMLFormElement): Promise<void> => {
  showProblem();
  button.disabled = true;
  try {
    // Our own page wrote them.
    const answer = await answerOf(JSON.parse(button.dataset.options ?? '') as Options);
    const field = form.elements.namedItem('response');
    if (field instanceof HTMLInputElement) field.value = answer;
    form.submit();
  } catch {
    button.disabled = false;
    showProblem('failed');
  }
};

const button = document.querySelector<HTMLButtonElement>('button#passkey');
const form = button?.form;
if (button && form) {
  if ('PublicKeyCredential' in window && 'credentials' in navigator) {
    button.hidden = false;
    button.addEventListener('click', () => void usePasskey(button, form));
  } else showProblem('unsupported');
}
