import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * The build puts this in the place of the SDK's chain of credential providers (`@aws-sdk/credential-provider-node`).
 * Lambda hands a function its role's credentials in the environment, with a session token, and starts a new sandbox
 * before they run out; the laptop does it the same way. The chain would look further, in files and on the network, and
 * brings clients of STS and SSO, a quarter of a bundle.
 */
export const defaultProvider = fromEnv;
