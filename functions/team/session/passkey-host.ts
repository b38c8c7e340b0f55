import type { Settings } from '../../settings/schema.ts';

/** Where passkeys are made and used; a passkey binds to its host for good (WebAuthn Level 3 §5.1.3, "RP ID"). */
export type PasskeyHost =
  | { readonly kind: 'here'; readonly rpId: string; readonly origin: string }
  /** Passkeys are made at this address and no other. */
  | { readonly kind: 'elsewhere'; readonly address: string };

const defaultHost = /^[a-z0-9]+\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/;

/**
 * The team's own domain where the settings name one, else the API's default host, else a laptop's `localhost`. A bare
 * address such as 127.0.0.1 can hold no passkey, so the page leads to `localhost`.
 */
export const passkeyHost = (settings: Pick<Settings, 'teamHost'>, requestUrl: string): PasskeyHost => {
  const { hostname, origin, port, protocol } = new URL(requestUrl);
  const here = { kind: 'here', rpId: hostname, origin } as const;
  if (settings.teamHost !== undefined)
    return hostname === settings.teamHost
      ? here
      : { kind: 'elsewhere', address: `https://${settings.teamHost}/` };
  if (hostname === '127.0.0.1' || hostname === '[::1]')
    return { kind: 'elsewhere', address: `${protocol}//localhost:${port}/` };
  return hostname === 'localhost' || defaultHost.test(hostname) ? here : { kind: 'elsewhere', address: '' };
};
